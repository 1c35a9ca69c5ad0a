package org.paraat.sip.message;

import gov.nist.core.Host;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.address.TelURLImpl;
import gov.nist.javax.sip.parser.URLParser;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.URI;

/** Reading and writing of SIP and telephone URIs. */
public final class SipUris {
  private static final String PLAIN_IN_USER = "-_.!~*'()&=+$,;?/";
  private static final String EMERGENCIES = "urn:service:sos";
  private static final String HEXADECIMAL = "0123456789ABCDEF";

  static {
    JainSipLogger.install();
  }

  private SipUris() {}

  /**
   * Reads {@code sip:}, {@code sips:}, {@code tel:} and {@code urn:service:sos}; empty when it is
   * none of these.
   */
  public static Optional<GenericURI> parse(String text) {
    Cursor cursor = Cursor.over(text);
    SipUri plain = PlainAddress.uri(cursor);
    return cursor.isThrough() ? Optional.of(plain) : parsed(text);
  }

  static Optional<GenericURI> parsed(String text) {
    try {
      GenericURI uri = new URLParser(ParsingBounds.checked(text)).parse();
      boolean isKnown =
          HeaderKind.isWhole(uri)
              && (uri instanceof SipUri || uri instanceof TelURLImpl || isForEmergencies(uri));
      return isKnown ? Optional.of(uri) : Optional.empty();
    } catch (ParseException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  /**
   * A URI as it may stand in a request line (RFC 3261 19.1.5): what it wants to add is not added.
   */
  static GenericURI withoutHeaders(GenericURI uri) {
    if (!(uri instanceof SipUri sip && sip.getHeaderNames().hasNext())) {
      return uri;
    }
    SipUri plain = (SipUri) sip.clone();
    plain.clearQheaders();
    return plain;
  }

  /** Whether it asks for the emergency services, of whatever kind (RFC 5031). */
  public static boolean isForEmergencies(URI uri) {
    if (uri instanceof SipUri || uri instanceof TelURLImpl) {
      return false;
    }
    String text = uri.toString();
    int end = EMERGENCIES.length();
    return text.regionMatches(true, 0, EMERGENCIES, 0, end)
        && (text.length() == end || text.charAt(end) == '.');
  }

  /** Whether its scheme is one that a telephone can be reached by. */
  static boolean isForTelephones(URI uri) {
    String scheme = uri.getScheme();
    return scheme.equalsIgnoreCase("sip")
        || scheme.equalsIgnoreCase("sips")
        || scheme.equalsIgnoreCase("tel");
  }

  /**
   * Writes a URI.
   *
   * @param user not escaped; empty: none
   * @param hostAndPort as it goes on the wire
   */
  public static String sip(String user, String hostAndPort) {
    return user.isEmpty() ? "sip:" + hostAndPort : "sip:" + escaped(user) + '@' + hostAndPort;
  }

  /**
   * Makes a SIP URI.
   *
   * @param user not escaped; empty: none
   * @param host a name or number, without a port
   */
  public static SipUri of(String user, String host) {
    try {
      SipUri uri = new SipUri();
      uri.setScheme("sip");
      uri.setHost(host);
      if (!user.isEmpty()) {
        uri.setUser(escaped(user));
      }
      return uri;
    } catch (ParseException malformed) {
      throw new IllegalArgumentException("not a host: " + host, malformed);
    }
  }

  /** The user part without escapes, or the number of a {@code tel:}; empty when there is none. */
  public static String user(URI uri) {
    return switch (uri) {
      case SipUri sip -> sip.getUser() == null ? "" : unescaped(sip.getUser());
      case TelURLImpl tel -> (tel.isGlobal() ? "+" : countryOf(tel)) + digits(tel.getPhoneNumber());
      default -> "";
    };
  }

  /** The host in lower case; empty when there is none. */
  public static String host(URI uri) {
    return uri instanceof SipUri sip && sip.getHostPort() != null
        ? host(sip.getHostPort().getHost()).toLowerCase(Locale.ROOT)
        : "";
  }

  private static String host(Host host) {
    boolean isPlain = host.getHostname().indexOf(':') < 0;
    return isPlain ? host.getHostname() : host.encode();
  }

  // RFC 3966 5.1.5: a local number may say of which country or network it is.
  private static String countryOf(TelURLImpl tel) {
    String context = tel.getPhoneContext();
    return context != null && context.startsWith("+") ? digits(context) : "";
  }

  // RFC 3966 5.1.1: separators between the digits are for the eye only.
  private static String digits(String number) {
    StringBuilder digits = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      if ("-.()".indexOf(number.charAt(i)) < 0) {
        digits.append(number.charAt(i));
      }
    }
    return digits.toString();
  }

  static String escaped(String user) {
    boolean isPlain = true;
    for (int i = 0; i < user.length() && isPlain; i++) {
      isPlain = isPlain(user.charAt(i));
    }
    if (isPlain) {
      return user;
    }
    StringBuilder escaped = new StringBuilder(user.length() + 8);
    for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && isPlain((char) b)) {
        escaped.append((char) b);
      } else {
        escaped
            .append('%')
            .append(HEXADECIMAL.charAt((b >> 4) & 15))
            .append(HEXADECIMAL.charAt(b & 15));
      }
    }
    return escaped.toString();
  }

  static String unescaped(String user) {
    if (user.indexOf('%') < 0) {
      return user;
    }
    ByteArrayOutputStream plain = new ByteArrayOutputStream(user.length());
    byte[] bytes = user.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      boolean isEscape = bytes[i] == '%' && i + 2 < bytes.length;
      int code = isEscape ? code(bytes[i + 1], bytes[i + 2]) : -1;
      plain.write(code >= 0 ? code : bytes[i]);
      i += code >= 0 ? 2 : 0;
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  private static int code(byte high, byte low) {
    int left = Character.digit(high, 16);
    int right = Character.digit(low, 16);
    return left < 0 || right < 0 ? -1 : left * 16 + right;
  }

  private static boolean isPlain(char c) {
    return (c >= '0' && c <= '9')
        || (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || PLAIN_IN_USER.indexOf(c) >= 0;
  }
}
