package org.paraat.engine;

import java.util.concurrent.CompletionStage;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;

/** What the portal may see of the running platform and ask of it, from any thread. */
public interface Switchboard {

  /** What is the case now. */
  CompletionStage<View> view();

  /**
   * Turns a switch: the next call goes to the new position at once; completes when that is on disk,
   * or after two seconds.
   *
   * @param by who turns it, as the trace shows it
   */
  CompletionStage<TurnOutcome> turn(SwitchId id, PositionId position, String by);

  /** Whether phones can register and calls can be placed. */
  boolean isReadyForCalls();

  /** What became of turning a switch. */
  enum TurnOutcome {
    TURNED,
    UNKNOWN_SWITCH,
    UNKNOWN_POSITION
  }
}
