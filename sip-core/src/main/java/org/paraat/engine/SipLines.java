package org.paraat.engine;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;

/**
 * The start lines of the latest SIP messages, by Call-ID: never a header with a secret, and so
 * small that every call can afford it.
 */
final class SipLines implements SipTap {
  private static final int MOST_A_CALL_ID = 60;

  /** Of more than this the beginning is kept: a stranger chooses what is kept here. */
  private static final int LONGEST_TEXT = 100;

  /** A message with a longer Call-ID is none of a call that anybody looks up. */
  private static final int LONGEST_CALL_ID = 256;

  private final int mostCallIds;
  private final Supplier<Instant> clock;
  private final LongSupplier order;
  private final Map<String, List<Line>> byCallId;

  /**
   * One message that passed, as its parts: words are made when somebody asks.
   *
   * @param status of a response; 0 for a request
   * @param object beginning of a request's URI or of a response's phrase
   */
  record Line(
      long order,
      Instant at,
      CallLadders.Kind kind,
      SipAddress peer,
      int status,
      String method,
      String object,
      boolean isDescribing) {

    String text() {
      String line =
          status == 0 ? method + ' ' + object : status + " " + object + " (" + method + ')';
      return isDescribing ? line + " with SDP" : line;
    }
  }

  /**
   * @param order grows with each use, so that lines and turns can be put in order
   */
  SipLines(int mostCallIds, Supplier<Instant> clock, LongSupplier order) {
    this.mostCallIds = mostCallIds;
    this.clock = clock;
    this.order = order;
    this.byCallId =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, List<Line>> eldest) {
            return size() > SipLines.this.mostCallIds;
          }
        };
  }

  @Override
  public void received(Flow flow, SIPMessage message) {
    keep(CallLadders.Kind.SIP_RECEIVED, flow, message);
  }

  @Override
  public void sent(Flow flow, SIPMessage message) {
    keep(CallLadders.Kind.SIP_SENT, flow, message);
  }

  private void keep(CallLadders.Kind kind, Flow flow, SIPMessage message) {
    if (message.getCSeq() == null || message.getCallId() == null || !isOfACall(message)) {
      return;
    }
    String callId = message.getCallId().getCallId();
    if (callId.length() > LONGEST_CALL_ID) {
      return;
    }
    List<Line> lines = byCallId.computeIfAbsent(callId, _ -> new ArrayList<>());
    if (lines.size() < MOST_A_CALL_ID) {
      lines.add(line(kind, flow.remote(), message));
    }
  }

  private Line line(CallLadders.Kind kind, SipAddress peer, SIPMessage message) {
    boolean isDescribing = message.getRawContent() != null;
    String method = beginning(message.getCSeq().getMethod());
    return message instanceof SIPResponse response
        ? new Line(
            order.getAsLong(),
            clock.get(),
            kind,
            peer,
            response.getStatusCode(),
            method,
            beginning(response.getReasonPhrase()),
            isDescribing)
        : new Line(
            order.getAsLong(),
            clock.get(),
            kind,
            peer,
            0,
            method,
            beginning(((SIPRequest) message).getRequestURI()),
            isDescribing);
  }

  private static String beginning(Object whole) {
    String text = String.valueOf(whole);
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }

  private static boolean isOfACall(SIPMessage message) {
    return switch (message.getCSeq().getMethod()) {
      case "REGISTER", "OPTIONS", "SUBSCRIBE", "NOTIFY", "MESSAGE", "PUBLISH" -> false;
      default -> true;
    };
  }

  List<Line> of(String sipCallId) {
    return byCallId.getOrDefault(sipCallId, List.of());
  }
}
