package org.paraat.server.phone;

import gov.nist.javax.sip.message.SIPResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;

/** What this phone hears of a transfer that it asked for (RFC 3515). */
final class Transfer implements ResponseListener {
  private static final int MOST_STATUSES = 32;
  private static final int NO_ANSWER = 408;

  private final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>(MOST_STATUSES);

  /** Refer-To of a blind transfer. */
  static List<HeaderLine> to(String uri) {
    return List.of(new HeaderLine("Refer-To", "<" + uri + ">"));
  }

  /** Refer-To of an attended transfer: whoever is called takes the place of the other dialog. */
  static List<HeaderLine> to(String uri, DialogId other) {
    String replaces = URLEncoder.encode(replaces(other), StandardCharsets.UTF_8);
    return List.of(new HeaderLine("Refer-To", "<" + uri + "?Replaces=" + replaces + ">"));
  }

  /** The tags as who refers sees them: {@code to-tag} is that of the other side. */
  static String replaces(DialogId dialog) {
    return "%s;to-tag=%s;from-tag=%s"
        .formatted(dialog.callId(), dialog.remoteTag(), dialog.localTag());
  }

  @Override
  public void onResponse(SIPResponse response) {
    if (response.getStatusCode() >= 300) {
      statuses.offer(response.getStatusCode());
    }
  }

  @Override
  public void onTimeout() {
    statuses.offer(NO_ANSWER);
  }

  @Override
  public void onUnreachable(String because) {
    statuses.offer(NO_ANSWER);
  }

  /** Takes a NOTIFY: its body is the start line of the response that the target gave. */
  void told(IncomingRequest notify) {
    notify.respond(200, "OK");
    Headers.body(notify.message())
        .map(body -> body.content().strip().split(" "))
        .filter(words -> words.length > 1 && words[0].startsWith("SIP/"))
        .ifPresent(words -> statuses.offer(Integer.parseInt(words[1])));
  }

  /** The final status; empty when time is up before. */
  Optional<Integer> outcome(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    try {
      while (true) {
        Integer status = statuses.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (status == null || status >= 200) {
          return Optional.ofNullable(status);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
