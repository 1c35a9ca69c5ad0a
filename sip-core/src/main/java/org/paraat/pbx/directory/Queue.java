package org.paraat.pbx.directory;

import java.time.Duration;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * A line of callers who wait for the agents that are signed on to it.
 *
 * @param ringTime how long one agent's phone rings before the next is offered the call
 * @param wrapUp how long an agent is left alone after a call of this queue
 * @param music what waiting callers hear
 */
public record Queue(
    QueueCode code,
    String name,
    Urgency urgency,
    RingStrategy strategy,
    Duration ringTime,
    Duration wrapUp,
    PromptId music) {

  /** Whose phone rings. */
  public enum RingStrategy {
    LONGEST_IDLE,
    RING_ALL
  }
}
