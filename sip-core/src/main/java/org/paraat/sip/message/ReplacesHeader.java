package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;

/**
 * The dialog whose place an INVITE is to take (RFC 3891), as whoever asks for it sees it.
 *
 * @param toTag of the party that the INVITE goes to
 * @param fromTag of the other party
 * @param isEarlyOnly whether it is meant only as long as nobody answered
 */
public record ReplacesHeader(String callId, String toTag, String fromTag, boolean isEarlyOnly) {
  private static final int MOST_PARTS = 16;

  /** The dialog that an INVITE names, unless what it says {@link #isUnclear}. */
  public static Optional<ReplacesHeader> in(SIPRequest invite) {
    return invite.getHeader("Replaces") == null
        ? Optional.empty()
        : Headers.value(invite, "Replaces").flatMap(ReplacesHeader::parse);
  }

  /** Whether an INVITE names several dialogs, wants to join one as well, or names none at all. */
  public static boolean isUnclear(SIPRequest invite) {
    if (invite.getHeader("Replaces") == null) {
      return false;
    }
    return invite.getHeader("Join") != null
        || Headers.lines(invite, "Replaces").size() > 1
        || in(invite).isEmpty();
  }

  /** Reads the value of the header; empty when it names no dialog, or two. */
  public static Optional<ReplacesHeader> parse(String value) {
    List<String> parts = Quoting.split(value, ';', MOST_PARTS);
    String callId = parts.getFirst();
    String toTag = "";
    String fromTag = "";
    boolean isEarlyOnly = false;
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals).strip();
      String said = equals < 0 ? "" : part.substring(equals + 1).strip();
      if (name.equalsIgnoreCase("to-tag")) {
        if (!toTag.isEmpty()) {
          return Optional.empty();
        }
        toTag = said;
      } else if (name.equalsIgnoreCase("from-tag")) {
        if (!fromTag.isEmpty()) {
          return Optional.empty();
        }
        fromTag = said;
      } else if (name.equalsIgnoreCase("early-only")) {
        isEarlyOnly = true;
      }
    }
    boolean isWhole =
        !callId.isEmpty() && callId.indexOf(',') < 0 && !toTag.isEmpty() && !fromTag.isEmpty();
    return isWhole
        ? Optional.of(new ReplacesHeader(callId, toTag, fromTag, isEarlyOnly))
        : Optional.empty();
  }
}
