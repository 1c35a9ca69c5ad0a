package org.paraat.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.AddressParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Reading of the headers that a message keeps as they were written. */
public final class Headers {
  /** Further values of a list are not looked at. */
  static final int MOST_VALUES = 32;

  static {
    JainSipLogger.install();
  }

  private Headers() {}

  /** The value of the first header line of that name, whatever its case. */
  public static Optional<String> value(SIPMessage message, String name) {
    return switch (message.getHeader(name)) {
      case null -> Optional.empty();
      case ExtensionHeaderImpl raw -> Optional.of(raw.getHeaderValue());
      case SIPHeader parsed -> Optional.of(parsed.getHeaderValue().strip());
      default -> Optional.empty();
    };
  }

  /** All values of that name, lists split at their commas. */
  public static List<String> values(SIPMessage message, String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines(message, name)) {
      for (String value : Quoting.split(line, ',', MOST_VALUES)) {
        if (!value.isEmpty() && values.size() < MOST_VALUES) {
          values.add(value);
        }
      }
    }
    return values;
  }

  /** Whether a list of tokens has this one, whatever its case. */
  public static boolean lists(SIPMessage message, String name, String token) {
    ListIterator<SIPHeader> headers =
        message.getHeader(name) == null
            ? Collections.emptyListIterator()
            : message.getHeaders(name);
    while (headers.hasNext()) {
      if (Quoting.lists(headers.next().getHeaderValue(), token)) {
        return true;
      }
    }
    return false;
  }

  /** The header lines of that name as they were written: a challenge has commas of its own. */
  public static List<String> lines(SIPMessage message, String name) {
    List<String> lines = new ArrayList<>();
    ListIterator<SIPHeader> headers = message.getHeaders(name);
    while (headers != null && headers.hasNext() && lines.size() < MOST_VALUES) {
      lines.add(headers.next().getHeaderValue().strip());
    }
    return lines;
  }

  /** A number of seconds or the like before any parameter or comment. */
  public static OptionalInt number(SIPMessage message, String name, int most) {
    Optional<String> value = value(message, name);
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    int end = 0;
    String text = value.get();
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    return Quoting.number(text.substring(0, end), most);
  }

  /** After which time the peer wants to be asked again. */
  public static Optional<Duration> retryAfter(SIPMessage message) {
    OptionalInt seconds = number(message, "Retry-After", Integer.MAX_VALUE);
    return seconds.isPresent()
        ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
        : Optional.empty();
  }

  /** Why a CANCEL or a BYE was sent: SIP's own reason before any other. */
  public static Optional<Reason> reason(SIPMessage message) {
    Optional<Reason> first = Optional.empty();
    for (String value : values(message, "Reason")) {
      Optional<Reason> reason = Reason.parse(value);
      if (reason.isPresent() && reason.get().protocol().equalsIgnoreCase("SIP")) {
        return reason;
      }
      first = first.isPresent() ? first : reason;
    }
    return first;
  }

  /** Reads a name with an address, or an address alone. */
  public static Optional<AddressImpl> address(String value) {
    Cursor cursor = Cursor.over(value);
    AddressImpl plain = PlainAddress.read(cursor);
    return cursor.isThrough() ? Optional.of(plain) : parsedAddress(value);
  }

  static Optional<AddressImpl> parsedAddress(String value) {
    try {
      return Optional.ofNullable(new AddressParser(ParsingBounds.checked(value)).address(true));
    } catch (ParseException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  /** What stands below the headers. */
  public static Optional<Body> body(SIPMessage message) {
    byte[] content = message.getRawContent();
    if (content == null || content.length == 0) {
      return Optional.empty();
    }
    String type = value(message, "Content-Type").orElse("");
    return Optional.of(new Body(type, new String(content, StandardCharsets.UTF_8)));
  }

  /** The session description, alone or as a part among others. */
  public static Optional<String> sdp(SIPMessage message) {
    Optional<Body> body = body(message);
    if (body.isEmpty()) {
      return Optional.empty();
    }
    boolean isUnnamed = body.get().contentType().isEmpty();
    if (body.get().is(Body.SDP) || (isUnnamed && body.get().content().startsWith("v=0"))) {
      return Optional.of(body.get().content());
    }
    return body.get().contentType().toLowerCase(Locale.ROOT).startsWith("multipart/")
        ? Multipart.part(body.get(), Body.SDP)
        : Optional.empty();
  }
}
