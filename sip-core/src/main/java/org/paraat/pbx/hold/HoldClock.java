package org.paraat.pbx.hold;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.paraat.pbx.call.Call;
import org.paraat.pbx.call.TimerName;
import org.paraat.pbx.call.Turn;

/** Counts the minutes that somebody is on hold, and stands still while somebody asks it to. */
final class HoldClock {
  static final TimerName MINUTE = TimerName.of("minute on hold");
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private int minutes;
  private Optional<Instant> due = Optional.empty();
  private Optional<Duration> left = Optional.empty();

  HoldClock() {}

  HoldClock(HoldClock original) {
    minutes = original.minutes;
    due = original.due;
    left = original.left;
  }

  /** Begins at nought. */
  void start(Call call, Turn turn) {
    minutes = 0;
    countAnother(call, turn);
  }

  /** Counts another minute. */
  void countAnother(Call call, Turn turn) {
    runsFor(A_MINUTE, call, turn);
  }

  /** A minute is over; returns how many that makes. */
  int minuteIsOver() {
    due = Optional.empty();
    return ++minutes;
  }

  void standsStill(Call call, Turn turn) {
    if (due.isPresent()) {
      left = Optional.of(Duration.between(turn.at(), due.get()));
      stop(call, turn);
    }
  }

  /** Goes on where it stood still; harmless when it runs. */
  void goesOn(Call call, Turn turn) {
    left.ifPresent(rest -> runsFor(rest, call, turn));
  }

  void stop(Call call, Turn turn) {
    due = Optional.empty();
    turn.cancelTimer(call, MINUTE);
  }

  private void runsFor(Duration time, Call call, Turn turn) {
    Duration wait = time.isNegative() ? Duration.ZERO : time;
    left = Optional.empty();
    due = Optional.of(turn.at().plus(wait));
    turn.setTimer(call, MINUTE, wait);
  }

  /** Whether it counts, or waits for leave to go on. */
  boolean isWoundUp() {
    return due.isPresent() || left.isPresent();
  }
}
