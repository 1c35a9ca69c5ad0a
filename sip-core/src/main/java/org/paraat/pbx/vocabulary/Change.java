package org.paraat.pbx.vocabulary;

import java.time.Instant;

/**
 * A change of state that outlives the process; each states the whole new value, so the last one
 * wins.
 */
public sealed interface Change {

  record AgentChanged(Instant at, Standing.AgentStanding agent) implements Change {}

  record SwitchPositionChanged(Instant at, SwitchId id, PositionId position, String by)
      implements Change {}

  /** An emergency caller is to be called back. */
  record TaskOpened(Instant at, Task task) implements Change {}

  /**
   * A caller need not be called back any more.
   *
   * @param by the person, or the platform itself
   * @param because such as that the caller called again
   */
  record TaskClosed(Instant at, CallId task, String by, String because) implements Change {}

  /** A stretch of a call began: as it is known now, without its trace. */
  record CallGoesOn(Standing.CallStanding call) implements Change {}

  record CallEnded(CallRecord call) implements Change {}

  /** How a leg of a call did: before or after the end of the call. */
  record LegMeasured(CallId call, LegQuality leg) implements Change {}
}
