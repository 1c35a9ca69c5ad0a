package org.paraat.pbx.vocabulary;

import java.time.Instant;
import java.util.Optional;

/**
 * An emergency caller who was not helped: somebody is to call back.
 *
 * @param call the conversation that was abandoned, which is the name of the task too
 * @param number to call back; empty when it was withheld
 * @param queue where the caller waited
 * @param since when the caller was gone
 * @param calledBack when that number was last spoken to; not kept over a restart
 */
public record Task(
    CallId call,
    Optional<PhoneNumber> number,
    QueueCode queue,
    Instant since,
    Why why,
    Optional<CalledBack> calledBack) {

  /** Nobody has called back yet. */
  public Task(CallId call, Optional<PhoneNumber> number, QueueCode queue, Instant since, Why why) {
    this(call, number, queue, since, why, Optional.empty());
  }

  public Task calledBack(CalledBack last) {
    return new Task(call, number, queue, since, why, Optional.of(last));
  }

  /**
   * Somebody talked with that number, which may have been a voicemail.
   *
   * @param by the name of who called
   */
  public record CalledBack(Instant at, String by) {}

  /** Why nobody can be called back by a task at this moment. */
  public enum Hindrance {
    NUMBER_WITHHELD,
    /** Nobody may dial it; the caller may have shown it to be called there. */
    NUMBER_BARRED,
    /** Somebody is calling that number, or talks with it. */
    IN_HAND,
    /** The phone of who wants to call back, which would ring first. */
    DEVICE_UNREACHABLE,
    SHUTTING_DOWN
  }

  /** What became of the caller. */
  public enum Why {
    /** Hung up before anybody answered. */
    GAVE_UP,
    /** Was answered and lost, without anybody having meant it to. */
    LOST
  }
}
