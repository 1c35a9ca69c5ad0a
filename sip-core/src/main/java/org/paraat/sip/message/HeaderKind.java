package org.paraat.sip.message;

import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.AddressParametersHeader;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
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
  VIA("Via", "v") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new ViaParser(line).parse();
    }
  },
  FROM("From", "f") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new FromParser(line).parse();
    }
  },
  TO("To", "t") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new ToParser(line).parse();
    }
  },
  CALL_ID("Call-ID", "i") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new CallIDParser(line).parse();
    }
  },
  CSEQ("CSeq", "") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new CSeqParser(line).parse();
    }
  },
  CONTACT("Contact", "m") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new ContactParser(line).parse();
    }
  },
  ROUTE("Route", "") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new RouteParser(line).parse();
    }
  },
  RECORD_ROUTE("Record-Route", "") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new RecordRouteParser(line).parse();
    }
  },
  MAX_FORWARDS("Max-Forwards", "") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new MaxForwardsParser(line).parse();
    }
  },
  CONTENT_LENGTH("Content-Length", "l") {
    @Override
    SIPHeader parse(String line) throws ParseException {
      return new ContentLengthParser(line).parse();
    }
  };

  private static final Map<String, HeaderKind> BY_NAME = new HashMap<>();
  private static final Map<String, String> LONG_NAMES = new HashMap<>();

  static {
    for (HeaderKind kind : values()) {
      BY_NAME.put(kind.headerName, kind);
      BY_NAME.put(kind.headerName.toLowerCase(Locale.ROOT), kind);
      if (!kind.compact.isEmpty()) {
        BY_NAME.put(kind.compact, kind);
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

  HeaderKind(String headerName, String compact) {
    this.headerName = headerName;
    this.compact = compact;
  }

  /** Reads one header whose name was split off already. */
  static SIPHeader read(Optional<HeaderKind> kind, String name, String value)
      throws ParseException {
    if (kind.isPresent()) {
      return complete(
          kind.get().parse(kind.get().headerName + ": " + ParsingBounds.checked(value) + '\n'));
    }
    ExtensionHeaderImpl header = new ExtensionHeaderImpl(longName(name));
    header.setValue(value);
    return header;
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
    HeaderKind exact = BY_NAME.get(name);
    return Optional.ofNullable(exact != null ? exact : BY_NAME.get(name.toLowerCase(Locale.ROOT)));
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

  /**
   * @param line with the long name, and a line feed at its end
   */
  abstract SIPHeader parse(String line) throws ParseException;
}
