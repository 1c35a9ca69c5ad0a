package org.paraat.sip.message;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.parser.RequestLineParser;
import gov.nist.javax.sip.parser.StatusLineParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes messages of bytes; whatever the bytes are, it answers and never throws. */
public final class SipParser {
  private static final Logger LOG = LoggerFactory.getLogger(SipParser.class);

  /** A message longer than this is not read. */
  public static final int MOST_BYTES = 64 * 1024;

  /** A message with more header lines than this is not read. */
  public static final int MOST_HEADERS = 120;

  private static final int LONGEST_NAME = 256;

  /** Of a longer status line the end is left out: the phrase means nothing to us. */
  private static final int LONGEST_STATUS_LINE = 512;

  static {
    JainSipLogger.install();
  }

  /** Reads one whole message: a datagram, or what a stream's Content-Length marked off. */
  public Parsed parse(byte[] bytes) {
    if (bytes.length > MOST_BYTES) {
      return new Parsed.Unreadable("longer than " + MOST_BYTES + " bytes");
    }
    try {
      return new Reading(bytes).read();
    } catch (ParseException malformed) {
      return new Parsed.Unreadable(shortened(malformed.getMessage()));
    } catch (RuntimeException unexpected) {
      LOG.debug("the parser failed: {}", unexpected.toString());
      return new Parsed.Unreadable("the parser failed: " + unexpected.getClass().getSimpleName());
    }
  }

  private static String shortened(String text) {
    return text == null ? "malformed" : text.substring(0, Math.min(text.length(), 80)).strip();
  }

  /** The reading of one message. */
  private static final class Reading {
    private final byte[] bytes;
    private final int bodyStart;
    private final HeadLines lines;
    private final Cursor cursor = new Cursor();
    private final Set<HeaderKind> seen = EnumSet.noneOf(HeaderKind.class);
    private final ParsingBounds bounds = new ParsingBounds();
    private boolean hasOurVersion = true;
    private String problem = "";

    private Reading(byte[] bytes) {
      this.bytes = bytes;
      int start = 0;
      while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
        start++;
      }
      bodyStart = MessageFraming.endOfHead(bytes, start, bytes.length);
      int end = bodyStart < 0 ? bytes.length : bodyStart;
      lines = new HeadLines(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    }

    private Parsed read() throws ParseException {
      if (!hasNextLine()) {
        return new Parsed.Unreadable("empty");
      }
      cursor.set(lines.text(), lines.start(), lines.end());
      SIPMessage message = lines.text().startsWith("SIP/", lines.start()) ? response() : request();
      readHeaders(message);
      boolean isRefusable = message instanceof SIPRequest && !problem.isEmpty();
      if (isRefusable ? !Salvage.canBeRefused(message) : !hasIdentity(message)) {
        return new Parsed.Unreadable(
            problem.isEmpty() ? "a header that every message has is missing" : problem);
      }
      readBody(message);
      if (message instanceof SIPRequest request) {
        return checked(request);
      }
      return problem.isEmpty()
          ? new Parsed.Response((SIPResponse) message)
          : new Parsed.Unreadable(problem);
    }

    private SIPResponse response() throws ParseException {
      SIPResponse response = new LightResponse();
      StatusLine plain = PlainStartLine.status(cursor);
      response.setStatusLine(
          cursor.isThrough() ? plain : new StatusLineParser(statusLine() + '\n').parse());
      int status = response.getStatusCode();
      if (status < 100 || status > 699) {
        throw new ParseException("a status of " + status, 0);
      }
      return response;
    }

    private String statusLine() {
      String line = lines.line();
      return line.substring(0, Math.min(line.length(), LONGEST_STATUS_LINE));
    }

    private SIPRequest request() throws ParseException {
      SIPRequest request = new LightRequest();
      RequestLine plain = PlainStartLine.request(cursor);
      request.setRequestLine(cursor.isThrough() ? plain : oddRequestLine());
      return request;
    }

    private RequestLine oddRequestLine() throws ParseException {
      String line = lines.line().stripTrailing();
      // Their parser takes any version for 2.0.
      hasOurVersion = line.regionMatches(true, line.length() - 8, " SIP/2.0", 0, 8);
      if (!hasOurVersion && !line.contains(" SIP/")) {
        throw new ParseException("no request line", 0);
      }
      return requestLine(line);
    }

    private RequestLine requestLine(String line) throws ParseException {
      if (Salvage.isPlain(line)) {
        try {
          RequestLine read = new RequestLineParser(ParsingBounds.checked(line) + '\n').parse();
          if (read.getMethod() != null && HeaderKind.isWhole(read.getUri())) {
            return read;
          }
        } catch (ParseException | RuntimeException malformed) {
          LOG.debug("a malformed request line: {}", malformed.getMessage());
        }
      }
      complain("malformed Request-URI");
      return Salvage.requestLine(line);
    }

    private void readHeaders(SIPMessage message) throws ParseException {
      int count = 0;
      while (hasNextLine()) {
        if (++count > MOST_HEADERS) {
          throw new ParseException("more than " + MOST_HEADERS + " headers", 0);
        }
        readHeader(message);
      }
    }

    private void readHeader(SIPMessage message) {
      int colon = lines.text().indexOf(':', lines.start(), lines.end());
      String name = colon <= 0 ? "" : CommonWords.of(lines.text(), lines.start(), colon).strip();
      if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf(' ') >= 0) {
        complain("a header without a name");
        return;
      }
      Optional<HeaderKind> kind = HeaderKind.of(name);
      if (kind.isPresent() && kind.get().isSingle() && !seen.add(kind.get())) {
        complain(name + " twice");
        return;
      }
      cursor.set(lines.text(), colon + 1, lines.end());
      try {
        if (kind.isPresent()) {
          bounds.spend(message, kind.get(), cursor);
        }
        SIPHeader header = HeaderKind.read(kind, name, cursor);
        if (header instanceof ContactList contacts && isMisplacedStar(message, contacts)) {
          throw new ParseException("a star outside REGISTER", 0);
        }
        message.attachHeader(header, false, false);
      } catch (ParseException | RuntimeException malformed) {
        LOG.debug("a malformed header {}: {}", name, malformed.getMessage());
        // A call must not fail because a response has a strange Contact.
        if (message instanceof SIPRequest || kind.map(HeaderKind::isVital).orElse(false)) {
          complain("malformed " + name);
          kind.ifPresent(known -> Salvage.keep(message, known, cursor.whole()));
        }
      }
    }

    private boolean hasNextLine() {
      boolean isThere = lines.next();
      if (lines.hasLoneReturn()) {
        complain("a lone carriage return");
      }
      return isThere;
    }

    private static boolean isMisplacedStar(SIPMessage message, ContactList contacts) {
      boolean mayHaveStar =
          message instanceof SIPRequest request && request.getMethod().equals("REGISTER");
      if (mayHaveStar) {
        return false;
      }
      for (Contact contact : contacts.getHeaderList()) {
        if (contact.isWildCard()) {
          return true;
        }
      }
      return false;
    }

    private void complain(String about) {
      if (problem.isEmpty()) {
        problem = about;
      }
    }

    private static boolean hasIdentity(SIPMessage message) {
      Via via = message.getTopmostVia();
      return via != null
          && via.getHost() != null
          && message.getFrom() != null
          && message.getTo() != null
          && message.getCSeq() != null
          && message.getCSeq().getMethod() != null
          && message.getCallId() != null
          && !message.getCallId().getCallId().isEmpty();
    }

    private void readBody(SIPMessage message) {
      int from = bodyStart < 0 ? bytes.length : bodyStart;
      int there = bytes.length - from;
      int said =
          message.getContentLength() == null
              ? there
              : message.getContentLength().getContentLength();
      if (said > there || said < 0) {
        complain("Content-Length is more than there is");
      } else if (said > 0) {
        message.setMessageContent(Arrays.copyOfRange(bytes, from, from + said));
      }
    }

    private Parsed checked(SIPRequest request) {
      if (!hasOurVersion) {
        return new Parsed.Refusable(request, 505, "Version Not Supported");
      }
      if (!problem.isEmpty()) {
        return new Parsed.Refusable(request, 400, problem);
      }
      if (!request.getMethod().equals(request.getCSeq().getMethod())) {
        return KnownMethods.contain(request.getMethod())
            ? new Parsed.Refusable(request, 400, "CSeq of another method")
            : new Parsed.Refusable(request, 501, "Not Implemented");
      }
      long number = request.getCSeq().getSeqNumber();
      if (number < 0 || number > Integer.MAX_VALUE) {
        return new Parsed.Refusable(request, 400, "CSeq out of range");
      }
      if (!SipUris.isForTelephones(request.getRequestURI())
          && !SipUris.isForEmergencies(request.getRequestURI())) {
        return new Parsed.Refusable(request, 416, "Unsupported URI Scheme");
      }
      if (request.getMethod().equals("REGISTER")
          && !SipUris.isForTelephones(request.getTo().getAddress().getURI())) {
        return new Parsed.Refusable(request, 400, "To of REGISTER is no SIP URI");
      }
      if (request.getMethod().equals("INVITE") && request.getContactHeader() == null) {
        if (!Salvage.isOfOldPeer(request)) {
          return new Parsed.Refusable(request, 400, "INVITE without Contact");
        }
        Salvage.addContact(request);
      }
      return new Parsed.Request(request);
    }
  }
}
