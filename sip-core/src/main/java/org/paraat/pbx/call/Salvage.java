package org.paraat.pbx.call;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.TimerId;

/**
 * Ends the calls on which a step failed halfway: what the step asked for is taken back, and what
 * the world still knows of the calls is ended.
 */
public final class Salvage {
  private final SequencedSet<LegId> legs = new LinkedHashSet<>();
  private final SequencedSet<LegId> neverDialled = new LinkedHashSet<>();
  private final SequencedSet<TimerId> timers = new LinkedHashSet<>();
  private final SequencedSet<TimerId> neverSet = new LinkedHashSet<>();

  private Salvage() {}

  /**
   * @param calls whose legs the step moved to and fro, or the one that it was of
   * @param mark where the turn's commands stood when the step began
   */
  public static void end(Collection<Call> calls, Turn turn, int mark) {
    new Salvage().run(calls, turn, mark);
  }

  private void run(Collection<Call> calls, Turn turn, int mark) {
    for (Call call : calls) {
      call.legs().forEach(leg -> legs.add(leg.id()));
      timers.addAll(call.timers().values());
    }
    List<Command> sinceMark = turn.commands().subList(mark, turn.commands().size());
    var takenBack = new ArrayList<>(sinceMark);
    sinceMark.clear();
    for (Command command : takenBack) {
      takeBack(command, turn);
    }
    legs.removeAll(neverDialled);
    timers.removeAll(neverSet);
    calls.forEach(call -> forget(call, turn));
    legs.forEach(leg -> turn.commands().add(new Command.HangUp(leg, Cause.OUR_BUG)));
    timers.forEach(timer -> turn.commands().add(new Command.CancelTimer(timer)));
  }

  private static void forget(Call call, Turn turn) {
    List.copyOf(call.legs()).forEach(leg -> turn.forget(call, leg));
    for (TimerName name : List.copyOf(call.timers().keySet())) {
      call.removeTimer(name).ifPresent(turn.exchange().timers()::stop);
    }
    turn.exchange().remove(call);
  }

  /** Commands that say the whole new value, or tell people, still hold. */
  private void takeBack(Command command, Turn turn) {
    switch (command) {
      case Command.HangUp(var leg, _) -> legs.add(leg);
      case Command.Dial(var leg, _, _, _, _, _, _, _) -> neverDialled.add(leg);
      case Command.CancelTimer(var timer) -> timers.add(timer);
      case Command.SetTimer(var timer, _) -> neverSet.add(timer);
      case Command.Save _, Command.RaiseAlarm _, Command.Tell _, Command.Probe _ ->
          turn.commands().add(command);
      case Command.SendRinging _,
          Command.SendEarlyMedia _,
          Command.Answer _,
          Command.AskIfThere _,
          Command.Bridge _,
          Command.Unbridge _,
          Command.Play _,
          Command.StopPlaying _,
          Command.Whisper _,
          Command.AcceptTransfer _,
          Command.RefuseTransfer _,
          Command.ReportTransfer _,
          Command.ListenForKeys _ -> {}
    }
  }
}
