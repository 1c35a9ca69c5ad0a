package org.paraat.engine;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Flow;

/**
 * The start lines of the latest SIP messages, by Call-ID: never a header with a secret, and so
 * small that every call can afford it.
 */
final class SipLines implements SipTap {
  private static final int MOST_A_CALL_ID = 60;

  private final int mostCallIds;
  private final Supplier<Instant> clock;
  private final Supplier<Long> order;
  private final Map<String, List<Line>> byCallId;

  /** One message that passed. */
  record Line(long order, Instant at, CallLadders.Kind kind, String peer, String text) {}

  /**
   * @param order grows with each use, so that lines and turns can be put in order
   */
  SipLines(int mostCallIds, Supplier<Instant> clock, Supplier<Long> order) {
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
    List<Line> lines =
        byCallId.computeIfAbsent(message.getCallId().getCallId(), _ -> new ArrayList<>());
    if (lines.size() < MOST_A_CALL_ID) {
      lines.add(
          new Line(order.get(), clock.get(), kind, flow.remote().toString(), startLineOf(message)));
    }
  }

  private static boolean isOfACall(SIPMessage message) {
    return switch (message.getCSeq().getMethod()) {
      case "REGISTER", "OPTIONS", "SUBSCRIBE", "NOTIFY", "MESSAGE", "PUBLISH" -> false;
      default -> true;
    };
  }

  private static String startLineOf(SIPMessage message) {
    String line =
        switch (message) {
          case SIPRequest request -> request.getMethod() + ' ' + request.getRequestURI();
          case SIPResponse response ->
              response.getStatusCode()
                  + " "
                  + response.getReasonPhrase()
                  + " ("
                  + response.getCSeq().getMethod()
                  + ')';
          default -> "";
        };
    return message.getRawContent() == null ? line : line + " with SDP";
  }

  List<Line> of(String sipCallId) {
    return byCallId.getOrDefault(sipCallId, List.of());
  }
}
