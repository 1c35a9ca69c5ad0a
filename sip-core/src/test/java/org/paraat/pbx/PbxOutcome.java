package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.pbx.presence.Light;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Target;

/** What came of the events that a PBX was told: read from its commands, its view, and the world. */
abstract class PbxOutcome {
  Pbx pbx = new Pbx();
  World world = new World();
  final List<Command> commands = new ArrayList<>();

  /** The leg that rings, or talks, at a phone of ours. */
  LegId at(String device) {
    return legTo(new Target.ToDevice(new DeviceId(device)))
        .orElseThrow(() -> new AssertionError(device + " does not ring"));
  }

  boolean isQuiet(String device) {
    return legTo(new Target.ToDevice(new DeviceId(device))).isEmpty();
  }

  /** The leg to a number outside. */
  LegId atNumber(String trunk, String number) {
    return legOver(trunk, number)
        .orElseThrow(() -> new AssertionError(number + " is not called over " + trunk));
  }

  boolean isCalled(String trunk, String number) {
    return legOver(trunk, number).isPresent();
  }

  private Optional<LegId> legOver(String name, String dialled) {
    return world.legs.values().stream()
        .filter(
            line ->
                line.target
                    .filter(
                        target ->
                            target instanceof Target.ToTrunk(var trunk, _, var number)
                                && trunk.name().equals(name)
                                && number.equals(dialled))
                    .isPresent())
        .map(line -> line.id)
        .reduce((first, second) -> second);
  }

  private Optional<LegId> legTo(Target target) {
    return world.legs.values().stream()
        .filter(line -> line.target.filter(target::equals).isPresent())
        .map(line -> line.id)
        .reduce((first, second) -> second);
  }

  boolean isBridged(LegId a, LegId b) {
    return world.legs.containsKey(a) && world.legs.get(a).bridgedTo.filter(b::equals).isPresent();
  }

  boolean isOver(LegId leg) {
    return !world.legs.containsKey(leg);
  }

  boolean isAnswered(LegId leg) {
    return world.legs.get(leg).isAnswered;
  }

  List<PromptId> hears(LegId leg) {
    return Optional.ofNullable(world.legs.get(leg))
        .flatMap(line -> line.hears)
        .map(Command.Play::prompts)
        .orElse(List.of());
  }

  /** Why we ended a leg in the last turn. */
  Cause endOf(LegId leg) {
    return commands.stream()
        .filter(c -> c instanceof Command.HangUp hangUp && hangUp.leg().equals(leg))
        .map(c -> ((Command.HangUp) c).cause())
        .findFirst()
        .orElseThrow(() -> new AssertionError(leg + " was not hung up by us"));
  }

  List<CallRecord> ended() {
    return commands.stream()
        .filter(c -> c instanceof Command.Save(Change.CallEnded _))
        .map(c -> ((Change.CallEnded) ((Command.Save) c).change()).call())
        .toList();
  }

  CallRecord lastEnded() {
    return ended().getLast();
  }

  List<Alarm> alarms(Alarm.Kind kind) {
    return commands.stream()
        .filter(c -> c instanceof Command.RaiseAlarm(var alarm) && alarm.kind() == kind)
        .map(c -> ((Command.RaiseAlarm) c).alarm())
        .toList();
  }

  Command.Dial dialOf(LegId leg) {
    return commands.stream()
        .filter(c -> c instanceof Command.Dial dial && dial.leg().equals(leg))
        .map(Command.Dial.class::cast)
        .findFirst()
        .orElseThrow();
  }

  View.AgentView agent(String queue, String extension) {
    return queue(queue).agents().stream()
        .filter(agent -> agent.extension().digits().equals(extension))
        .findFirst()
        .orElseThrow();
  }

  View.QueueView queue(String queue) {
    return pbx.view().queues().stream()
        .filter(view -> view.code().equals(new QueueCode(queue)))
        .findFirst()
        .orElseThrow();
  }

  /** Nobody talks, rings or waits any more. */
  void isAtRest() {
    assertTrue(world.legs.isEmpty(), () -> "legs left: " + world.legs.keySet());
    assertEquals(List.of(), pbx.view().calls());
  }

  /** What was said last of a transfer; empty when nothing was. */
  Optional<Command.TransferState> reportOf(LegId leg) {
    return commands.stream()
        .filter(c -> c instanceof Command.ReportTransfer report && report.leg().equals(leg))
        .map(c -> ((Command.ReportTransfer) c).state())
        .reduce((first, second) -> second);
  }

  /** Why a transfer was refused; empty when it was not. */
  Optional<Cause> refusalOf(LegId leg) {
    return commands.stream()
        .filter(c -> c instanceof Command.RefuseTransfer refusal && refusal.leg().equals(leg))
        .map(c -> ((Command.RefuseTransfer) c).cause())
        .reduce((first, second) -> second);
  }

  /** The stretches of a conversation in words: {@code TALKED 1201}. */
  static List<String> segments(CallRecord call) {
    return call.segments().stream().map(s -> s.kind() + " " + s.who()).toList();
  }

  /** How a lamp glows for each thing that it shows: none, it is dark. */
  List<Light.Glow> glow(Subject subject) {
    return pbx.lamp(subject).orElseThrow().lights().stream().map(Light::glow).toList();
  }
}
