package org.paraat.pbx.call;

import java.time.Duration;
import java.time.Instant;
import org.paraat.pbx.vocabulary.Cause;

/**
 * When a conversation ends that nobody ends: one moment for the whole call, from the first answer,
 * so that nobody lasts for ever by being put on hold and taken back.
 */
public final class Deadline {
  public static final TimerName TIMER = TimerName.of("longest conversation");

  private Deadline() {}

  /** From now on the call is told when it is over. */
  public static void isWatched(Call call, Turn turn) {
    Instant end = call.lastsUntil(turn.at().plus(turn.limits().longestConversation()));
    Duration left = Duration.between(turn.at(), end);
    turn.setTimer(call, TIMER, left.isNegative() ? Duration.ZERO : left);
  }

  public static Next isOver(Call call, Turn turn) {
    trace(call, turn);
    return Next.end(Cause.LASTED_TOO_LONG);
  }

  /** Who hears music all the time is told that it ends. */
  public static Next isOverForWhoWaits(Call call, Turn turn) {
    trace(call, turn);
    return new Next.NotReached(Cause.LASTED_TOO_LONG);
  }

  private static void trace(Call call, Turn turn) {
    String limit = turn.limits().longestConversation().toMinutes() + " minutes";
    turn.trace(call, "was ended", "no conversation may last longer than " + limit);
  }
}
