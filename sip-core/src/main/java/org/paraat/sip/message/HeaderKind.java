package org.paraat.sip.message;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.SIPHeaderList;
import gov.nist.javax.sip.parser.CSeqParser;
import gov.nist.javax.sip.parser.CallIDParser;
import gov.nist.javax.sip.parser.ContactParser;
import gov.nist.javax.sip.parser.ContentLengthParser;
import gov.nist.javax.sip.parser.FromParser;
import gov.nist.javax.sip.parser.MaxForwardsParser;
import gov.nist.javax.sip.parser.RecordRouteParser;
import gov.nist.javax.sip.parser.RouteParser;
import gov.nist.javax.sip.parser.ToParser;
import gov.nist.javax.sip.parser.ViaParser;
import java.text.ParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sip.address.URI;

/**
 * How a header is read: what transactions and dialogs need is parsed, all else stays as it was
 * written until somebody asks for it, because parsing is most of what a message costs.
 */
enum HeaderKind {
  VIA("Via", "v", PlainHeaders::via, line -> new ViaParser(line).parse()),
  FROM("From", "f", PlainHeaders::from, line -> new FromParser(line).parse()),
  TO("To", "t", PlainHeaders::to, line -> new ToParser(line).parse()),
  CALL_ID("Call-ID", "i", PlainHeaders::callId, line -> new CallIDParser(line).parse()),
  CSEQ("CSeq", "", PlainHeaders::cSeq, line -> new CSeqParser(line).parse()),
  CONTACT("Contact", "m", PlainHeaders::contact, line -> new ContactParser(line).parse()),
  ROUTE("Route", "", PlainHeaders::route, line -> new RouteParser(line).parse()),
  RECORD_ROUTE(
      "Record-Route", "", PlainHeaders::recordRoute, line -> new RecordRouteParser(line).parse()),
  MAX_FORWARDS(
      "Max-Forwards", "", PlainHeaders::maxForwards, line -> new MaxForwardsParser(line).parse()),
  CONTENT_LENGTH(
      "Content-Length",
      "l",
      PlainHeaders::contentLength,
      line -> new ContentLengthParser(line).parse());

  /** Reads a value in its plain form; the cursor knows whether it was one. */
  interface PlainReader {
    SIPHeader read(Cursor value);
  }

  /** Parses a line that has the long name of the header, and a line feed at its end. */
  interface LineParser {
    SIPHeader parse(String line) throws ParseException;
  }

  private static final Map<String, Optional<HeaderKind>> BY_NAME = new HashMap<>();
  private static final Map<String, String> LONG_NAMES = new HashMap<>();

  static {
    for (String name : CommonWords.headers()) {
      BY_NAME.put(name, Optional.empty());
    }
    for (HeaderKind kind : values()) {
      Optional<HeaderKind> found = Optional.of(kind);
      BY_NAME.put(kind.headerName, found);
      BY_NAME.put(kind.headerName.toLowerCase(Locale.ROOT), found);
      if (!kind.compact.isEmpty()) {
        BY_NAME.put(kind.compact, found);
      }
    }
    LONG_NAMES.put("a", "Accept-Contact");
    LONG_NAMES.put("b", "Referred-By");
    LONG_NAMES.put("c", "Content-Type");
    LONG_NAMES.put("d", "Request-Disposition");
    LONG_NAMES.put("e", "Content-Encoding");
    LONG_NAMES.put("j", "Reject-Contact");
    LONG_NAMES.put("k", "Supported");
    LONG_NAMES.put("o", "Event");
    LONG_NAMES.put("r", "Refer-To");
    LONG_NAMES.put("s", "Subject");
    LONG_NAMES.put("u", "Allow-Events");
    LONG_NAMES.put("x", "Session-Expires");
    LONG_NAMES.put("y", "Identity");
  }

  private final String headerName;
  private final String compact;
  private final PlainReader plainReader;
  private final LineParser parser;

  HeaderKind(String headerName, String compact, PlainReader plainReader, LineParser parser) {
    this.headerName = headerName;
    this.compact = compact;
    this.plainReader = plainReader;
    this.parser = parser;
  }

  /** Reads one header whose name was split off already. */
  static SIPHeader read(Optional<HeaderKind> kind, String name, Cursor value)
      throws ParseException {
    if (kind.isPresent()) {
      return kind.get().read(value);
    }
    return SipMessages.header(longName(name), value.whole());
  }

  /** Reads a value of this kind. */
  SIPHeader read(Cursor value) throws ParseException {
    SIPHeader plain = plain(value);
    return value.isThrough() ? plain : parsed(value.whole());
  }

  /** What a value says in its plain form: nothing, unless the cursor was through with it. */
  SIPHeader plain(Cursor value) {
    value.trim();
    return plainReader.read(value);
  }

  /** What JAIN-SIP's parser makes of a value. */
  SIPHeader parsed(String value) throws ParseException {
    return complete(parser.parse(headerName + ": " + ParsingBounds.checked(value) + '\n'));
  }

  // Their parser lets URIs without a host pass, which can then not be written.
  private static SIPHeader complete(SIPHeader header) throws ParseException {
    switch (header) {
      case SIPHeaderList<?> list -> {
        for (SIPHeader element : list.getHeaderList()) {
          complete(element);
        }
      }
      case AddressParametersHeader named -> {
        boolean isWild = named instanceof Contact contact && contact.isWildCard();
        if (!isWild && !(named.getAddress() != null && isWhole(named.getAddress().getURI()))) {
          throw new ParseException("an address without a host", 0);
        }
        if (!isWild && !Quoting.isBalanced(named.getAddress().getDisplayName())) {
          throw new ParseException("a name with a quote inside", 0);
        }
      }
      default -> {}
    }
    return header;
  }

  /** Whether a URI says everything that it must. */
  static boolean isWhole(URI uri) {
    return uri != null && !(uri instanceof SipUri sip && sip.getHost() == null);
  }

  /** Empty: it is kept as it is written. */
  static Optional<HeaderKind> of(String name) {
    Optional<HeaderKind> exact = BY_NAME.get(name);
    return exact != null
        ? exact
        : BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), Optional.empty());
  }

  String headerName() {
    return headerName;
  }

  /** Whether a response cannot be understood without it. */
  boolean isVital() {
    return switch (this) {
      case VIA, FROM, TO, CALL_ID, CSEQ, RECORD_ROUTE, CONTENT_LENGTH -> true;
      case CONTACT, ROUTE, MAX_FORWARDS -> false;
    };
  }

  /** Whether a message may have one only. */
  boolean isSingle() {
    return switch (this) {
      case VIA, CONTACT, ROUTE, RECORD_ROUTE -> false;
      case FROM, TO, CALL_ID, CSEQ, MAX_FORWARDS, CONTENT_LENGTH -> true;
    };
  }

  private static String longName(String name) {
    return name.length() == 1 ? LONG_NAMES.getOrDefault(name.toLowerCase(Locale.ROOT), name) : name;
  }
}
