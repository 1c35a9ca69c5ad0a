package org.paraat.server.phone;

import gov.nist.javax.sip.message.SIPResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.paraat.sip.dialog.DialogId;
import org.paraat.sip.dialog.IncomingRequest;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;

/** What a phone hears of a transfer that it asked for (RFC 3515); usable from any thread. */
public final class Transfer {
  private static final int MOST_TOLD = 32;
  private static final int NO_ANSWER = 408;

  private final List<Integer> told = new ArrayList<>();
  private int answer;

  Transfer() {}

  /** Refer-To of a blind transfer. */
  static List<HeaderLine> to(String uri) {
    return List.of(new HeaderLine("Refer-To", "<" + uri + ">"));
  }

  /** Refer-To of an attended transfer: whoever is called takes the place of the other dialog. */
  static List<HeaderLine> to(String uri, String replaced) {
    String replaces = URLEncoder.encode(replaced, StandardCharsets.UTF_8);
    return List.of(new HeaderLine("Refer-To", "<" + uri + "?Replaces=" + replaces + ">"));
  }

  /** The tags as who refers sees them: {@code to-tag} is that of the other side. */
  static String replaces(DialogId dialog) {
    return "%s;to-tag=%s;from-tag=%s"
        .formatted(dialog.callId(), dialog.remoteTag(), dialog.localTag());
  }

  /** What takes the answer to the REFER. */
  ResponseListener listener() {
    return new Asked();
  }

  /** Takes a NOTIFY: its body is the start line of the response that the target gave. */
  void told(IncomingRequest notify) {
    notify.respond(200, "OK");
    Headers.body(notify.message())
        .map(body -> body.content().strip().split(" "))
        .filter(words -> words.length > 1 && words[1].matches("[1-6][0-9]{2}"))
        .ifPresent(words -> told(Integer.parseInt(words[1])));
  }

  private synchronized void told(int status) {
    if (told.size() < MOST_TOLD) {
      told.add(status);
      notifyAll();
    }
  }

  private synchronized void answered(int status) {
    if (answer == 0) {
      answer = status;
      notifyAll();
    }
  }

  /** Whether the platform did not take the REFER. */
  synchronized boolean isRefused() {
    return answer >= 300;
  }

  /** What the REFER itself was answered with; empty when time is up. */
  public Optional<Integer> answer(Duration patience) {
    return awaits(() -> answer == 0 ? Optional.empty() : Optional.of(answer), patience);
  }

  /** The final status: 200 when it succeeded; empty when time is up before. */
  public Optional<Integer> outcome(Duration patience) {
    return awaits(
        () ->
            isRefused()
                ? Optional.of(answer)
                : told.stream().filter(status -> status >= 200).findFirst(),
        patience);
  }

  /** What was told of the target so far, in its order. */
  public synchronized List<Integer> told() {
    return List.copyOf(told);
  }

  private synchronized Optional<Integer> awaits(
      Supplier<Optional<Integer>> wanted, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (wanted.get().isEmpty()) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return Optional.empty();
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
    return wanted.get();
  }

  private final class Asked implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      answered(response.getStatusCode());
    }

    @Override
    public void onTimeout() {
      answered(NO_ANSWER);
    }

    @Override
    public void onUnreachable(String because) {
      answered(NO_ANSWER);
    }
  }
}
