package org.paraat.sip.message;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be kept of a malformed request, so that its sender hears 400 instead of nothing (RFC
 * 4475 3.1.2): headers of its identity go back as they were written.
 */
final class Salvage {
  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
  private static final List<String> IDENTITY = List.of("From", "To", "Call-ID", "CSeq");
  private static final String PLAIN_IN_METHOD = "-.!%*_+`'~";
  private static final int LONGEST_METHOD = 64;
  private static final int MOST_VIA_PARTS = 12;
  private static final GenericURI NOWHERE = SipUris.of("", "invalid");

  private Salvage() {}

  /** Whether a request line has its three parts with one space between each (RFC 3261 7.1). */
  static boolean isPlain(String line) {
    int first = line.indexOf(' ');
    int second = line.indexOf(' ', first + 1);
    return first > 0
        && second > first + 1
        && line.indexOf(' ', second + 1) < 0
        && line.charAt(first + 1) != '<'
        && line.indexOf('\t') < 0;
  }

  /** A request line that has the method at least of one that is malformed. */
  static RequestLine requestLine(String line) throws ParseException {
    int end = line.indexOf(' ');
    if (end <= 0 || end > LONGEST_METHOD || !line.chars().limit(end).allMatch(Salvage::isToken)) {
      throw new ParseException("no request line", 0);
    }
    return new RequestLine(NOWHERE, line.substring(0, end));
  }

  private static boolean isToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PLAIN_IN_METHOD.indexOf(c) >= 0;
  }

  /** Keeps a malformed header of a request's identity as it was written. */
  static void keep(SIPMessage message, HeaderKind kind, String value) {
    if (kind == HeaderKind.VIA && message.getTopmostVia() == null) {
      keepVia(message, value);
    } else if (message instanceof SIPRequest
        && IDENTITY.contains(kind.headerName())
        && message.getHeader(kind.headerName()) == null) {
      message.addHeader(SipMessages.header(kind.headerName(), singleLine(value.strip())));
    }
  }

  private static void keepVia(SIPMessage message, String value) {
    try {
      message.attachHeader(via(value.strip()), false, false);
    } catch (ParseException | RuntimeException malformed) {
      // Without a way back there is no response: it is dropped for the want of a Via.
      LOG.debug("a Via that says nothing: {}", malformed.getMessage());
    }
  }

  /**
   * Reads of a malformed Via what says where the response goes.
   *
   * @throws ParseException when not even that can be read
   */
  private static SIPHeader via(String value) throws ParseException {
    String topmost = Quoting.split(value, ',', 2).getFirst();
    String parts =
        Quoting.split(topmost, ';', MOST_VIA_PARTS).stream()
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(";"));
    return HeaderKind.VIA.read(Cursor.over(parts));
  }

  // A lone carriage return in it could end the line for whoever reads our response.
  private static String singleLine(String value) {
    StringBuilder line = new StringBuilder(value);
    for (int i = 0; i < line.length(); i++) {
      if (Character.isISOControl(line.charAt(i))) {
        line.setCharAt(i, ' ');
      }
    }
    return line.toString();
  }

  /** Whether a response could find its way back to who sent a malformed request. */
  static boolean canBeRefused(SIPMessage message) {
    return message.getTopmostVia() != null
        && message.getTopmostVia().getHost() != null
        && (message.getCSeq() == null || message.getCSeq().getMethod() != null)
        && IDENTITY.stream().allMatch(name -> hasText(message.getHeader(name)));
  }

  private static boolean hasText(Object header) {
    return header instanceof SIPHeader known && !known.getHeaderValue().isBlank();
  }

  /** A To header that was kept as it was written, for the response to its request. */
  static SIPHeader taggedTo(SIPRequest request, String tag) {
    String written = ((SIPHeader) request.getHeader("To")).getHeaderValue();
    boolean isTagged = tag.isEmpty() || written.contains("tag");
    return SipMessages.header("To", isTagged ? written : written + ";tag=" + tag);
  }

  /** Whether a request comes from a peer of RFC 2543, which need not say a Contact. */
  static boolean isOfOldPeer(SIPRequest request) {
    String branch = request.getTopmostVia().getBranch();
    return request.getFromTag() == null && (branch == null || !branch.startsWith("z9hG4bK"));
  }

  // RFC 2543 6.13: without a Contact further requests go to the address in From.
  static void addContact(SIPRequest request) {
    AddressImpl from = (AddressImpl) request.getFrom().getAddress();
    if (from.getURI() instanceof GenericURI uri && SipUris.isForTelephones(uri)) {
      Contact contact = new Contact();
      AddressImpl address = new AddressImpl();
      address.setURI(uri);
      address.setAddressType(AddressImpl.NAME_ADDR);
      contact.setAddress(address);
      request.addHeader(contact);
    }
  }
}
