package org.paraat.sip.message;

import gov.nist.core.NameValueList;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ExtensionHeaderImpl;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.MaxForwards;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.SIPHeader;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPDuplicateHeaderException;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Optional;
import javax.sip.InvalidArgumentException;
import javax.sip.header.Header;
import org.paraat.sip.transport.SipAddress;

/**
 * Building of messages. Headers that do not change are shared between messages, never copied: so
 * nobody may change the header of a message that was read or sent.
 */
public final class SipMessages {
  /** Max-Forwards of a request that begins with us (RFC 3261 8.1.1.6). */
  public static final int MOST_HOPS = 70;

  private static final String ROUTE = "Route";

  /** What nearly every request has. */
  static final MaxForwards SEVENTY = maxForwards(MOST_HOPS);

  static {
    JainSipLogger.install();
  }

  private SipMessages() {}

  /** A request without a Via, which its transaction adds. */
  public static SIPRequest request(
      String method, GenericURI target, From from, To to, CallID callId, long sequence) {
    SIPRequest request = new LightRequest();
    request.setRequestLine(new RequestLine(SipUris.withoutHeaders(target), method));
    request.addHeader(SEVENTY);
    request.addHeader(from);
    request.addHeader(to);
    request.addHeader(callId);
    request.addHeader(new CSeq(sequence, method));
    return request;
  }

  /**
   * A response that shares the headers of its request.
   *
   * @param toTag given to the To header when it has none; empty: left without (100 only)
   */
  public static SIPResponse response(
      SIPRequest request, int status, String reasonPhrase, String toTag) {
    SIPResponse response = new LightResponse();
    StatusLine line = new StatusLine();
    line.setStatusCode(status);
    line.setReasonPhrase(singleLine(reasonPhrase));
    response.setStatusLine(line);
    attach(response, request.getViaHeaders());
    attach(response, orAsWritten(request, (SIPHeader) request.getFrom(), "From"));
    To to = (To) request.getTo();
    if (to == null) {
      attach(response, Salvage.taggedTo(request, toTag));
    } else {
      attach(response, toTag.isEmpty() || to.getTag() != null ? to : tagged(to, toTag));
    }
    attach(response, orAsWritten(request, (SIPHeader) request.getCallId(), "Call-ID"));
    attach(response, orAsWritten(request, (SIPHeader) request.getCSeq(), "CSeq"));
    return response;
  }

  private static SIPHeader orAsWritten(SIPRequest request, SIPHeader read, String name) {
    return read != null ? read : (SIPHeader) request.getHeader(name);
  }

  /** A copy of a To header with a tag. */
  public static To tagged(To to, String tag) {
    try {
      To copy = new To();
      copy.setAddress(to.getAddress());
      if (to.getParameters() != null) {
        copy.setParameters((NameValueList) to.getParameters().clone());
      }
      copy.setTag(tag);
      return copy;
    } catch (ParseException impossible) {
      throw new IllegalStateException("a tag of ours that is none", impossible);
    }
  }

  /**
   * A From header.
   *
   * @param display not escaped; empty: none
   */
  public static From from(String display, GenericURI uri, String tag) {
    try {
      From from = new From();
      from.setAddress(address(display, uri));
      from.setTag(tag);
      return from;
    } catch (ParseException impossible) {
      throw new IllegalStateException("a tag of ours that is none", impossible);
    }
  }

  /** A To header without a tag. */
  public static To to(String display, GenericURI uri) {
    To to = new To();
    to.setAddress(address(display, SipUris.withoutHeaders(uri)));
    return to;
  }

  private static AddressImpl address(String display, GenericURI uri) {
    AddressImpl address = new AddressImpl();
    if (!display.isEmpty()) {
      address.setDisplayName(Quoting.escaped(display));
    }
    address.setURI(uri);
    address.setAddressType(AddressImpl.NAME_ADDR);
    return address;
  }

  public static CallID callId(String id) {
    return new KeptCallId(id);
  }

  /** A Via of ours; asks for the port that a router on the way uses (RFC 3581). */
  public static Via via(SipAddress local, String branch) {
    try {
      Via via = new Via();
      via.setTransport(local.transport().token());
      via.setHost(local.host());
      via.setPort(local.port());
      via.setBranch(branch);
      if (!local.transport().isReliable()) {
        via.setRPort();
      }
      return via;
    } catch (ParseException | InvalidArgumentException impossible) {
      throw new IllegalStateException("a Via of ours that is none", impossible);
    }
  }

  /** A header that is written as it is. */
  public static SIPHeader header(String name, String value) {
    // With its name, their constructor would look into the JVM's table of all strings.
    ExtensionHeaderImpl header = new ExtensionHeaderImpl();
    header.setName(name);
    header.setValue(value);
    return header;
  }

  /**
   * Adds a header as it is written; a Route is read, because it goes with an ACK and a CANCEL too.
   *
   * @throws IllegalArgumentException when a Route is none
   */
  public static void add(SIPMessage message, HeaderLine line) {
    if (line.name().equalsIgnoreCase(ROUTE)) {
      addRoute(message, line.value());
    } else {
      message.addHeader(header(line.name(), line.value()));
    }
  }

  private static void addRoute(SIPMessage message, String value) {
    SIPHeader route =
        route(value).orElseThrow(() -> new IllegalArgumentException("not a route: " + value));
    try {
      message.attachHeader(route, false, false);
    } catch (SIPDuplicateHeaderException impossible) {
      throw new IllegalStateException("a message may have many routes", impossible);
    }
  }

  /** Whether a text can be the value of a Route. */
  public static boolean isRoute(String value) {
    return route(value).isPresent();
  }

  private static Optional<SIPHeader> route(String value) {
    try {
      return Optional.of(HeaderKind.ROUTE.read(Cursor.over(value)));
    } catch (ParseException | RuntimeException malformed) {
      return Optional.empty();
    }
  }

  /** Gives a message its body. */
  public static void carry(SIPMessage message, Body body) {
    message.addHeader(header("Content-Type", body.contentType()));
    message.setMessageContent(body.content().getBytes(StandardCharsets.UTF_8));
  }

  private static void attach(SIPMessage message, SIPHeader header) {
    message.addHeader((Header) header);
  }

  /** A text that cannot end its line. */
  private static String singleLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return text.replaceAll("\\p{Cntrl}", " ");
      }
    }
    return text;
  }

  /** How often the receiver of a request may pass it on; at most as often as it is usual. */
  public static int hopsLeft(SIPRequest request) {
    return request.getMaxForwards() == null
        ? MOST_HOPS
        : Math.clamp(request.getMaxForwards().getMaxForwards(), 0, MOST_HOPS);
  }

  /** Gives a request of ours another Max-Forwards than the usual one. */
  public static void limitHops(SIPRequest request, int hops) {
    if (hops != MOST_HOPS) {
      request.setMaxForwards(maxForwards(hops));
    }
  }

  private static MaxForwards maxForwards(int hops) {
    JainSipLogger.install();
    try {
      return new MaxForwards(hops);
    } catch (InvalidArgumentException impossible) {
      throw new IllegalStateException(hops + " is no number of hops", impossible);
    }
  }
}
