package org.paraat.engine;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.paraat.engine.Switchboard.CallBackOutcome;
import org.paraat.engine.Switchboard.ClosingOutcome;
import org.paraat.engine.Switchboard.TurnOutcome;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;

/** What people at the portal ask for; used on the loop only. */
final class PortalDesk {
  private final CoreLoop core;
  private final Confirmations confirmations;
  private Directory directory = Directory.EMPTY;

  PortalDesk(CoreLoop core, Confirmations confirmations) {
    this.core = core;
    this.confirmations = confirmations;
  }

  void configure(Directory changed) {
    directory = changed;
  }

  CompletionStage<TurnOutcome> turn(SwitchId id, PositionId position, String by) {
    Optional<Switch> chosen = directory.switchOf(id);
    if (chosen.isEmpty()) {
      return CompletableFuture.completedStage(TurnOutcome.UNKNOWN_SWITCH);
    }
    if (chosen.get().position(position).isEmpty()) {
      return CompletableFuture.completedStage(TurnOutcome.UNKNOWN_POSITION);
    }
    core.happened(new Event.SwitchTurned(core.now(), id, position, by));
    return whenKept(TurnOutcome.TURNED);
  }

  CallBackOutcome callBack(CallId task, DeviceId device) {
    Optional<Task> open = core.pbx().task(task);
    if (open.isEmpty()) {
      return CallBackOutcome.UNKNOWN_TASK;
    }
    Optional<Task.Hindrance> hindrance = core.pbx().hindranceTo(open.get(), device);
    if (hindrance.isPresent()) {
      return switch (hindrance.get()) {
        case NUMBER_WITHHELD -> CallBackOutcome.NUMBER_WITHHELD;
        case NUMBER_BARRED -> CallBackOutcome.NUMBER_BARRED;
        case IN_HAND -> CallBackOutcome.IN_HAND;
        case DEVICE_UNREACHABLE -> CallBackOutcome.DEVICE_UNREACHABLE;
        case SHUTTING_DOWN -> CallBackOutcome.SHUTTING_DOWN;
      };
    }
    core.happened(new Event.CallBackAsked(core.now(), task, device));
    // the call works on the task for as long as it rings the phone
    return core.pbx().hindranceTo(open.get(), device).isPresent()
        ? CallBackOutcome.ASKED
        : CallBackOutcome.DEVICE_IN_USE;
  }

  CompletionStage<ClosingOutcome> closeTask(CallId task, String by, String because) {
    if (core.pbx().task(task).isEmpty()) {
      return CompletableFuture.completedStage(ClosingOutcome.UNKNOWN_TASK);
    }
    core.happened(new Event.TaskClosed(core.now(), task, by, because));
    return whenKept(ClosingOutcome.CLOSED);
  }

  /** Said when it is on disk. */
  private <T> CompletionStage<T> whenKept(T outcome) {
    var said = new CompletableFuture<T>();
    confirmations.whenKept(() -> said.complete(outcome));
    return said;
  }
}
