package org.paraat.media.srtp;

import java.util.Locale;
import java.util.Optional;

/**
 * A line {@code a=crypto} that we can use (RFC 4568): how its author encrypts what it sends.
 *
 * @param tag of its place in an offer; the answer names it
 */
public record CryptoLine(int tag, CryptoSuite suite, MasterKey key) {
  private static final int MOST_PARAMETERS = 8;
  private static final int LONGEST_TAG = 9;

  /**
   * Reads what stands behind {@code a=crypto:}.
   *
   * @return empty for a line that we must leave to another one: an unknown suite, several keys or a
   *     key identifier (MKI), a parameter that would change how packets look
   */
  public static Optional<CryptoLine> parse(String content) {
    String[] fields = content.strip().split("\\s+", MOST_PARAMETERS + 3);
    if (fields.length < 3 || fields.length == MOST_PARAMETERS + 3 || !isTag(fields[0])) {
      return Optional.empty();
    }
    for (int i = 3; i < fields.length; i++) {
      if (!isHarmless(fields[i].toUpperCase(Locale.ROOT))) {
        return Optional.empty();
      }
    }
    return CryptoSuite.named(fields[1])
        .flatMap(
            suite ->
                key(suite, fields[2])
                    .map(key -> new CryptoLine(Integer.parseInt(fields[0]), suite, key)));
  }

  private static Optional<MasterKey> key(CryptoSuite suite, String parameters) {
    boolean isInline = parameters.regionMatches(true, 0, "inline:", 0, 7);
    // Several keys are told apart by their identifiers, which we do not put into packets.
    if (!isInline || parameters.indexOf(';') >= 0) {
      return Optional.empty();
    }
    String[] parts = parameters.substring(7).split("\\|", 4);
    // inline:key|lifetime or inline:key|lifetime|identifier:length; a lifetime is no concern of
    // ours, for no call sends as many packets as the shortest one in use.
    boolean hasIdentifier = parts.length > 2 || parts.length == 2 && parts[1].indexOf(':') >= 0;
    return hasIdentifier ? Optional.empty() : MasterKey.of(suite, parts[0]);
  }

  // RFC 4568 6.3: the size of a replay window is a hint, and a derivation rate of 0 the usual one.
  private static boolean isHarmless(String parameter) {
    return parameter.startsWith("WSH=") || parameter.equals("KDR=0");
  }

  private static boolean isTag(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_TAG
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** Writes the whole line as it goes on the wire, key and all. */
  public void writeTo(StringBuilder text) {
    text.append("a=crypto:").append(tag).append(' ').append(suite.name()).append(" inline:");
    text.append(key.inline()).append("\r\n");
  }
}
