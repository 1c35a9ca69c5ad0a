package org.paraat.sip.message;

import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
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
    private final String head;
    private final Set<HeaderKind> seen = EnumSet.noneOf(HeaderKind.class);
    private final ParsingBounds bounds = new ParsingBounds();
    private boolean hasOurVersion = true;
    private String problem = "";
    private int position;

    private Reading(byte[] bytes) {
      this.bytes = bytes;
      int start = 0;
      while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
        start++;
      }
      bodyStart = MessageFraming.endOfHead(bytes, start, bytes.length);
      int end = bodyStart < 0 ? bytes.length : bodyStart;
      head = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private Parsed read() throws ParseException {
      String first = nextLine();
      if (first.isEmpty()) {
        return new Parsed.Unreadable("empty");
      }
      SIPMessage message = first.startsWith("SIP/") ? response(first) : request(first);
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

    private SIPResponse response(String line) throws ParseException {
      SIPResponse response = new SIPResponse();
      response.setStatusLine(new StatusLineParser(line + '\n').parse());
      int status = response.getStatusCode();
      if (status < 100 || status > 699) {
        throw new ParseException("a status of " + status, 0);
      }
      return response;
    }

    private SIPRequest request(String first) throws ParseException {
      String line = first.stripTrailing();
      // Their parser takes any version for 2.0.
      hasOurVersion = line.regionMatches(true, line.length() - 8, " SIP/2.0", 0, 8);
      if (!hasOurVersion && !line.contains(" SIP/")) {
        throw new ParseException("no request line", 0);
      }
      SIPRequest request = new SIPRequest();
      request.setRequestLine(requestLine(line));
      return request;
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
      for (String line = nextLine(); !line.isEmpty(); line = nextLine()) {
        if (++count > MOST_HEADERS) {
          throw new ParseException("more than " + MOST_HEADERS + " headers", 0);
        }
        readHeader(message, line);
      }
    }

    private void readHeader(SIPMessage message, String line) {
      int colon = line.indexOf(':');
      String name = colon <= 0 ? "" : line.substring(0, colon).strip();
      if (name.isEmpty() || name.length() > LONGEST_NAME || name.indexOf(' ') >= 0) {
        complain("a header without a name");
        return;
      }
      Optional<HeaderKind> kind = HeaderKind.of(name);
      try {
        if (kind.isPresent() && kind.get().isSingle() && !seen.add(kind.get())) {
          complain(name + " twice");
          return;
        }
        String value = line.substring(colon + 1).strip();
        if (kind.isPresent()) {
          bounds.spend(message, kind.get(), value);
        }
        SIPHeader header = HeaderKind.read(kind, name, value);
        if (header instanceof ContactList contacts && isMisplacedStar(message, contacts)) {
          throw new ParseException("a star outside REGISTER", 0);
        }
        message.attachHeader(header, false, false);
      } catch (ParseException | RuntimeException malformed) {
        LOG.debug("a malformed header {}: {}", name, malformed.getMessage());
        // A call must not fail because a response has a strange Contact.
        if (message instanceof SIPRequest || kind.map(HeaderKind::isVital).orElse(false)) {
          complain("malformed " + name);
          kind.ifPresent(known -> Salvage.keep(message, known, line.substring(colon + 1)));
        }
      }
    }

    private static boolean isMisplacedStar(SIPMessage message, ContactList contacts) {
      boolean mayHaveStar =
          message instanceof SIPRequest request && request.getMethod().equals("REGISTER");
      return !mayHaveStar
          && contacts.getHeaderList().stream().anyMatch(contact -> contact.isWildCard());
    }

    private void complain(String about) {
      if (problem.isEmpty()) {
        problem = about;
      }
    }

    private static boolean hasIdentity(SIPMessage message) {
      return message.getTopmostVia() != null
          && message.getTopmostVia().getHost() != null
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

    /** The next line with what continues it; empty at the end of the head. */
    private String nextLine() {
      String line = rawLine();
      if (line.isEmpty() || !continues()) {
        return line;
      }
      StringBuilder unfolded = new StringBuilder(line);
      while (continues()) {
        unfolded.append(' ').append(rawLine().strip());
      }
      return unfolded.toString();
    }

    private boolean continues() {
      return position < head.length()
          && (head.charAt(position) == ' ' || head.charAt(position) == '\t');
    }

    private String rawLine() {
      int start = position;
      int feed = head.indexOf('\n', start);
      int end = feed < 0 ? head.length() : feed;
      position = feed < 0 ? head.length() : feed + 1;
      if (end > start && head.charAt(end - 1) == '\r') {
        end--;
      }
      String line = head.substring(start, end);
      if (line.indexOf('\r') >= 0) {
        // In a response of ours it would end the line for some, and begin a header of the sender's.
        complain("a lone carriage return");
        return line.replace('\r', ' ');
      }
      return line;
    }
  }
}
