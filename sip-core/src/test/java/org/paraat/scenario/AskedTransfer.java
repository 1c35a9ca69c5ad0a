package org.paraat.scenario;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.ArrayList;
import java.util.List;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.Headers;

/** What a telephone hears of a transfer that it asked for. */
final class AskedTransfer implements ResponseListener {
  private final List<String> news = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private final List<String> events = new ArrayList<>();
  private int answeredWith;

  /** The status of the answer to its REFER; 0 as long as there is none. */
  int answeredWith() {
    return answeredWith;
  }

  /** The status lines that it was told, in order. */
  List<String> news() {
    return news;
  }

  /** What Subscription-State said with each of them. */
  List<String> states() {
    return states;
  }

  /** What Event said with each of them. */
  List<String> events() {
    return events;
  }

  boolean isOver() {
    return answeredWith >= 300 || !states.isEmpty() && states.getLast().startsWith("terminated");
  }

  boolean isDone() {
    return isOver() && !news.isEmpty() && news.getLast().startsWith("SIP/2.0 200");
  }

  boolean hasFailed() {
    return isOver() && !isDone();
  }

  /** A NOTIFY comes. */
  void hears(IncomingRequest notify) {
    news.add(Headers.body(notify.message()).map(body -> body.content().strip()).orElse(""));
    states.add(Headers.value(notify.message(), "Subscription-State").orElse(""));
    events.add(Headers.value(notify.message(), "Event").orElse(""));
  }

  @Override
  public void onResponse(SIPResponse response) {
    answeredWith = response.getStatusCode();
  }

  @Override
  public void onTimeout() {
    answeredWith = 408;
  }

  @Override
  public void onUnreachable(String because) {
    answeredWith = 503;
  }
}
