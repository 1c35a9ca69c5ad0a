package org.paraat.sip.subscription;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.paraat.sip.dialog.NotifierDialog;
import org.paraat.sip.dialog.ResponseListener;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transport.Loop;

/**
 * One subscription: its subscriber hears how something stands, one NOTIFY after the other, and what
 * changed meanwhile in the next.
 */
final class Subscription {
  /** Numbers rise with time, so that those of a next life are higher than those of this one. */
  private static final long STEP_MILLIS = 50;

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  /** Who did not answer so often in a row is asked seldom, until it gives a sign of life. */
  private static final int MANY_FAILURES = 3;

  /** RFC 6665 4.2.2, RFC 5057: they say that there is no such subscription, or never will be. */
  private static final Set<Integer> FINAL =
      Set.of(404, 405, 410, 416, 480, 481, 482, 483, 484, 485, 489, 501, 604);

  private enum Owed {
    NOTHING,
    WHAT_CHANGED,
    ALL
  }

  private final Loop loop;
  private final Source source;
  private final Told meter;
  private final Duration pace;
  private final Subscribed what;
  private final NotifierDialog dialog;
  private final Instant since;
  private final Runnable over;
  private Instant expires;
  private Optional<Loop.Timer> expiry = Optional.empty();
  private Optional<Loop.Timer> next = Optional.empty();
  private Instant notBefore = Instant.EPOCH;
  private Owed owed = Owed.NOTHING;
  private Optional<Content> told = Optional.empty();
  private Optional<String> endsBecause = Optional.empty();
  private boolean isUnderWay;
  private boolean isOver;
  private long number = -1;
  private int failures;

  /**
   * @param over told once, when nothing more is to be expected of it
   */
  Subscription(
      Loop loop,
      Source source,
      Told meter,
      Duration pace,
      Subscribed what,
      NotifierDialog dialog,
      Instant since,
      Runnable over) {
    this.loop = loop;
    this.source = source;
    this.meter = meter;
    this.pace = pace;
    this.what = what;
    this.dialog = dialog;
    this.since = since;
    this.expires = since;
    this.over = over;
  }

  Subscribed what() {
    return what;
  }

  NotifierDialog dialog() {
    return dialog;
  }

  boolean isEnding() {
    return isOver || endsBecause.isPresent();
  }

  KeptSubscription kept() {
    return new KeptSubscription(what, since, expires, dialog.kept());
  }

  /** Goes on until then, unless it is refreshed. */
  void lastsUntil(Instant until) {
    expires = until;
    expiry.ifPresent(Loop.Timer::cancel);
    expiry = Optional.of(loop.schedule(Duration.between(loop.now(), until), () -> ends("timeout")));
  }

  /** How it stands is told, changed or not: now, or as soon as may be. */
  void tellsAll() {
    failures = 0;
    owed = Owed.ALL;
    proceed();
  }

  /** The same after a time, unless something changes before. */
  void tellsAllIn(Duration time) {
    owed = Owed.ALL;
    notBefore = loop.now().plus(time);
    proceed();
  }

  /** It may stand otherwise now. */
  void mayHaveChanged() {
    if (owed == Owed.NOTHING) {
      owed = Owed.WHAT_CHANGED;
    }
    proceed();
  }

  /** The subscriber gave a sign of life: what it did not get before goes there again. */
  void subscriberIsThere() {
    if (failures > 0) {
      failures = 0;
      notBefore = Instant.EPOCH;
    }
    proceed();
  }

  /** Tells the subscriber that it is over, and why, with how things stand at last. */
  void ends(String because) {
    if (!isEnding()) {
      endsBecause = Optional.of(because);
      expiry.ifPresent(Loop.Timer::cancel);
      owed = Owed.ALL;
      // whoever does not answer needs no farewell
      if (failures > 0) {
        isNoMore();
      } else {
        notBefore = Instant.EPOCH;
        proceed();
      }
    }
  }

  /** It is over without a word. */
  void isNoMore() {
    if (!isOver) {
      isOver = true;
      expiry.ifPresent(Loop.Timer::cancel);
      next.ifPresent(Loop.Timer::cancel);
      over.run();
    }
  }

  // --- one NOTIFY after the other ---

  private void proceed() {
    next.ifPresent(Loop.Timer::cancel);
    next = Optional.empty();
    if (isOver || isUnderWay || owed == Owed.NOTHING) {
      return;
    }
    Instant now = loop.now();
    if (notBefore.isAfter(now)) {
      next = Optional.of(loop.schedule(Duration.between(now, notBefore), this::proceed));
    } else if (hasPath()) {
      tell(now);
    } else if (endsBecause.isPresent()) {
      isNoMore();
    }
  }

  private boolean hasPath() {
    if (!dialog.hasPath()) {
      source.pathTo(what.owner()).filter(flow -> flow.isOpen()).ifPresent(dialog::takes);
    }
    return dialog.hasPath();
  }

  private void tell(Instant now) {
    Optional<Content> content = source.contentOf(what);
    if (content.isEmpty() && endsBecause.isEmpty()) {
      endsBecause = Optional.of("noresource");
      expiry.ifPresent(Loop.Timer::cancel);
      owed = Owed.ALL;
    }
    if (owed == Owed.WHAT_CHANGED && content.equals(told)) {
      owed = Owed.NOTHING;
      return;
    }
    owed = Owed.NOTHING;
    isUnderWay = true;
    notBefore = now.plus(pace);
    number = Math.max(number + 1, Duration.between(since, now).toMillis() / STEP_MILLIS);
    Optional<Body> body = content.map(each -> each.written(number, told));
    told = content;
    meter.sent();
    // counted from one, and the version of what it carries from zero
    dialog.notify(number + 1, headers(now), body, new Heard());
  }

  private List<HeaderLine> headers(Instant now) {
    List<HeaderLine> headers = new ArrayList<>(2);
    String id = what.eventId().isEmpty() ? "" : ";id=" + what.eventId();
    headers.add(new HeaderLine("Event", what.event().token() + id));
    long left = Math.max(0, Duration.between(now, expires).plusMillis(999).toSeconds());
    headers.add(
        new HeaderLine(
            "Subscription-State",
            endsBecause.map(why -> "terminated;reason=" + why).orElse("active;expires=" + left)));
    return headers;
  }

  private void isAnswered() {
    isUnderWay = false;
    failures = 0;
    if (endsBecause.isPresent() && owed == Owed.NOTHING) {
      isNoMore();
    } else {
      proceed();
    }
  }

  private void failed(Duration pause) {
    isUnderWay = false;
    meter.failed();
    failures++;
    if (endsBecause.isPresent()) {
      isNoMore();
      return;
    }
    owed = Owed.ALL;
    notBefore = loop.now().plus(failures < MANY_FAILURES ? pause : LONGEST_PAUSE);
    proceed();
  }

  /** What comes of one NOTIFY. */
  private final class Heard implements ResponseListener {
    @Override
    public void onResponse(SIPResponse response) {
      int status = response.getStatusCode();
      if (isOver) {
        return;
      }
      if (status < 300) {
        isAnswered();
      } else if (FINAL.contains(status)) {
        meter.failed();
        isNoMore();
      } else {
        Duration asked = Headers.retryAfter(response).orElse(PAUSE_AFTER_FAILURE);
        failed(asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked);
      }
    }

    /** Slow phones are not given up for one answer that did not come. */
    @Override
    public void onTimeout() {
      if (!isOver) {
        failed(PAUSE_AFTER_FAILURE);
      }
    }

    @Override
    public void onUnreachable(String because) {
      if (!isOver) {
        failed(PAUSE_AFTER_FAILURE);
      }
    }
  }
}
