package org.paraat.pbx.vocabulary;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What people and switches had been set to when the last life of the platform ended.
 *
 * @param tasks callers who were still to be called back, in the order in which they were gone
 * @param calls that went on, and are to be ended
 */
public record Standing(
    List<AgentStanding> agents,
    List<SwitchStanding> switches,
    List<Task> tasks,
    List<CallStanding> calls) {
  public static final Standing NONE = new Standing(List.of(), List.of());

  /** Nobody is to be called back. */
  public Standing(List<AgentStanding> agents, List<SwitchStanding> switches) {
    this(agents, switches, List.of(), List.of());
  }

  /** No call went on. */
  public Standing(List<AgentStanding> agents, List<SwitchStanding> switches, List<Task> tasks) {
    this(agents, switches, tasks, List.of());
  }

  /**
   * What a person has set.
   *
   * @param device where they are logged in; empty when logged out
   * @param queues the queues they are signed on to, in order of code; kept over log-out
   */
  public record AgentStanding(
      ExtensionNumber extension, Optional<DeviceId> device, List<QueueCode> queues, Pause pause) {}

  public record SwitchStanding(SwitchId id, PositionId position) {}

  /**
   * A call that went on.
   *
   * @param task that it becomes when it ends without anybody having meant it to
   * @param lastKnown when it was last known to go on
   */
  public record CallStanding(CallRecord call, Optional<Task> task, Instant lastKnown) {
    /** The same, which still went on then. */
    public CallStanding stillAt(Instant moment) {
      return moment.isAfter(lastKnown) ? new CallStanding(call, task, moment) : this;
    }
  }

  public enum Pause {
    PAUSED,
    NOT_PAUSED
  }
}
