package org.paraat.engine;

import java.util.concurrent.CompletionStage;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
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

  /**
   * Rings a phone, and when it is answered calls back who is named by the task.
   *
   * @param task the conversation that was abandoned
   */
  CompletionStage<CallBackOutcome> callBack(CallId task, DeviceId device);

  /**
   * Somebody need not be called back any more; completes when that is on disk, or after two
   * seconds.
   *
   * @param by who says so
   * @param because what became of the caller
   */
  CompletionStage<ClosingOutcome> closeTask(CallId task, String by, String because);

  /** Whether phones can register and calls can be placed. */
  boolean isReadyForCalls();

  /** What became of asking for a call back. */
  enum CallBackOutcome {
    /** The phone rings. */
    ASKED,
    /** There is none, or it was closed. */
    UNKNOWN_TASK,
    NUMBER_WITHHELD,
    NUMBER_BARRED,
    /** Somebody else is doing so. */
    IN_HAND,
    DEVICE_UNREACHABLE,
    DEVICE_IN_USE,
    SHUTTING_DOWN
  }

  /** What became of closing a task. */
  enum ClosingOutcome {
    CLOSED,
    /** There is none, or it was closed before. */
    UNKNOWN_TASK
  }

  /** What became of turning a switch. */
  enum TurnOutcome {
    TURNED,
    UNKNOWN_SWITCH,
    UNKNOWN_POSITION
  }
}
