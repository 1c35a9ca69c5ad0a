package org.paraat.pbx.vocabulary;

import java.util.List;
import java.util.Optional;

/**
 * What people and switches had been set to when the last life of the platform ended.
 *
 * @param tasks callers who were still to be called back, in the order in which they were gone
 */
public record Standing(
    List<AgentStanding> agents, List<SwitchStanding> switches, List<Task> tasks) {
  public static final Standing NONE = new Standing(List.of(), List.of());

  /** Nobody is to be called back. */
  public Standing(List<AgentStanding> agents, List<SwitchStanding> switches) {
    this(agents, switches, List.of());
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

  public enum Pause {
    PAUSED,
    NOT_PAUSED
  }
}
