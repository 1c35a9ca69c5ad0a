package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.PromptId;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/**
 * Feeds events to a PBX and reads its commands, in virtual time; after each turn the commands must
 * make sense to the world and the audit must be clean.
 */
final class PbxTester extends PbxOutcome {
  static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
  static final NodeId NODE = new NodeId(1);
  static final int HOPS = 70;

  final List<Event> events = new ArrayList<>();
  List<Command> last = List.of();
  final List<Subject> changedLamps = new ArrayList<>();
  Instant now = START;
  private long legsIn;

  PbxTester() {
    this(new DemoDirectory().build(), Standing.NONE);
  }

  PbxTester(Directory directory, Standing standing) {
    tell(at -> new Event.Started(at, NODE, directory, standing));
    watchEverything(directory);
  }

  /** Every lamp is watched: the audit finds the one that shows what is not so. */
  private void watchEverything(Directory directory) {
    directory.extensions().keySet().forEach(e -> pbx.watch(new Subject.OfPerson(e)));
    directory.queues().keySet().forEach(q -> pbx.watch(new Subject.OfQueue(q)));
    directory.switches().keySet().forEach(s -> pbx.watch(new Subject.OfSwitch(s)));
    for (int place = 1; place <= 9; place++) {
      pbx.watch(new Subject.OfParkingPlace(place));
    }
    for (DeviceId device : directory.devices().keySet()) {
      pbx.watch(new Subject.LogIn(device));
      pbx.watch(new Subject.Pause(device));
      pbx.watch(new Subject.Messages(device));
      directory.queues().keySet().forEach(q -> pbx.watch(new Subject.Membership(device, q)));
    }
  }

  /** A post where these phones are registered: person 120N sits at deskN. */
  static PbxTester withPeople(String... extensions) {
    return withPeople(new DemoDirectory().build(), extensions);
  }

  static PbxTester withPeople(Directory directory, String... extensions) {
    var agents = new ArrayList<Standing.AgentStanding>();
    for (String extension : extensions) {
      agents.add(
          new Standing.AgentStanding(
              new ExtensionNumber(extension),
              Optional.of(new DeviceId(desk(extension))),
              List.of(),
              Standing.Pause.NOT_PAUSED));
    }
    var tester = new PbxTester(directory, new Standing(agents, List.of()));
    for (String extension : extensions) {
      tester.registers(desk(extension));
    }
    return tester;
  }

  /** People who are signed on to a queue too. */
  static PbxTester withAgents(String queue, String... extensions) {
    return withPeople(extensions).signsOn(queue, extensions);
  }

  PbxTester signsOn(String queue, String... extensions) {
    for (String extension : extensions) {
      code(desk(extension), "*48*" + queue);
      passes(Duration.ofMillis(1));
    }
    return this;
  }

  static String desk(String extension) {
    return "desk" + extension.substring(extension.length() - 1);
  }

  // --- events ---

  List<Command> tell(Function<Instant, Event> what) {
    return tell(what.apply(now));
  }

  List<Command> tell(Event event) {
    events.add(event);
    switch (event) {
      case Event.Offered offered ->
          world.legs.putIfAbsent(offered.leg(), new World.Line(offered.leg(), Optional.empty()));
      case Event.Failed failed -> world.remove(failed.leg());
      case Event.Moved(_, var leg, _) ->
          Optional.ofNullable(world.legs.get(leg))
              .filter(line -> line.target.isPresent() && !line.isAnswered)
              .ifPresent(line -> world.remove(leg));
      case Event.HungUp hungUp -> world.remove(hungUp.leg());
      case Event.Answered(_, var leg) ->
          Optional.ofNullable(world.legs.get(leg))
              .filter(line -> line.target.isPresent())
              .ifPresent(line -> line.isAnswered = true);
      case Event.TimerFired(_, var timer) -> world.timers.remove(timer);
      case Event.PlaybackFinished(_, var leg, var playback) ->
          Optional.ofNullable(world.legs.get(leg))
              .filter(line -> world.playing(leg).filter(playback::equals).isPresent())
              .ifPresent(line -> line.hears = Optional.empty());
      default -> {}
    }
    last = pbx.handle(event);
    commands.addAll(last);
    for (Command command : last) {
      world.take(command, now);
    }
    changedLamps.clear();
    changedLamps.addAll(pbx.takeChangedLamps());
    assertEquals(List.of(), pbx.audit(), () -> "after " + event);
    return last;
  }

  PbxTester registers(String device) {
    tell(at -> new Event.DeviceRegistered(at, new DeviceId(device)));
    return this;
  }

  void unregisters(String device) {
    tell(at -> new Event.DeviceUnregistered(at, new DeviceId(device), "expired"));
  }

  LegId nextLeg() {
    return new LegId(NODE, LegId.Direction.IN, ++legsIn);
  }

  /** A call from outside. */
  LegId outside(String from, String to) {
    return outside("carrier-a", from, to);
  }

  LegId outside(String trunk, String from, String to) {
    LegId leg = nextLeg();
    var origin = new Origin.FromTrunk(new TrunkId(trunk));
    tell(at -> new Event.Offered(at, leg, origin, to, new CallerId(from, ""), HOPS));
    return leg;
  }

  /** A call from a phone of ours. */
  LegId phone(String device, String to) {
    LegId leg = nextLeg();
    var origin = new Origin.FromDevice(new DeviceId(device));
    tell(at -> new Event.Offered(at, leg, origin, to, new CallerId(device, device), HOPS));
    return leg;
  }

  /** Dials a code and hears the answer out. */
  List<PromptId> code(String device, String code) {
    LegId leg = phone(device, code);
    List<PromptId> heard = hears(leg);
    finishes(leg);
    return heard;
  }

  void trying(LegId leg) {
    tell(at -> new Event.Trying(at, leg));
  }

  void rings(LegId leg) {
    tell(at -> new Event.Ringing(at, leg));
  }

  void earlyMedia(LegId leg) {
    tell(at -> new Event.EarlyMediaStarted(at, leg));
  }

  void answers(LegId leg) {
    tell(at -> new Event.Answered(at, leg));
  }

  void fails(LegId leg, Cause cause, int status) {
    tell(at -> new Event.Failed(at, leg, cause, status));
  }

  void declines(LegId leg) {
    fails(leg, Cause.DECLINED, 603);
  }

  void hangsUp(LegId leg) {
    tell(at -> new Event.HungUp(at, leg, Cause.NORMAL));
  }

  /** Whoever is there or is rung for somebody hangs up, until nobody is left. */
  void everybodyHangsUp() {
    for (int round = 0; round < 30 && !world.legs.isEmpty(); round++) {
      for (LegId leg : List.copyOf(world.legs.keySet())) {
        World.Line line = world.legs.get(leg);
        if (line != null && (line.target.isEmpty() || line.isAnswered)) {
          hangsUp(leg);
        } else if (line != null) {
          declines(leg);
        }
      }
      passes(Duration.ofMillis(500));
    }
  }

  /** A leg is lost without anybody having hung up. */
  void isLost(LegId leg) {
    tell(at -> new Event.HungUp(at, leg, Cause.DEVICE_UNREACHABLE));
  }

  void holds(LegId leg) {
    tell(at -> new Event.Held(at, leg));
  }

  void resumes(LegId leg) {
    tell(at -> new Event.Resumed(at, leg));
  }

  /** REFER without Replaces. */
  void transfers(LegId leg, String dialled) {
    tell(at -> new Event.TransferAsked(at, leg, dialled, Optional.empty()));
  }

  /** REFER with Replaces. */
  void transfers(LegId leg, LegId replaced) {
    transfers(leg, Optional.of(replaced), Replaces.Scope.ANY);
  }

  void transfers(LegId leg, Optional<LegId> replaced, Replaces.Scope scope) {
    var replaces = new Replaces(replaced, scope);
    tell(at -> new Event.TransferAsked(at, leg, "1301", Optional.of(replaces)));
  }

  void moves(LegId leg, String to) {
    tell(at -> new Event.Moved(at, leg, to));
  }

  /** INVITE with Replaces. */
  LegId takesOver(String device, Optional<LegId> replaced, Replaces.Scope scope) {
    LegId leg = nextLeg();
    var origin = new Origin.FromDevice(new DeviceId(device));
    var replaces = Optional.of(new Replaces(replaced, scope));
    tell(
        at ->
            new Event.Offered(
                at,
                leg,
                origin,
                "1201",
                new CallerId(device, device),
                HOPS,
                List.of(),
                Urgency.ROUTINE,
                replaces));
    return leg;
  }

  void keys(LegId leg, String keys) {
    for (char key : keys.toCharArray()) {
      tell(at -> new Event.KeyPressed(at, leg, key));
    }
  }

  void finishes(LegId leg) {
    var playback = world.playing(leg).orElseThrow();
    tell(at -> new Event.PlaybackFinished(at, leg, playback));
  }

  void turns(String id, String position) {
    tell(
        at -> new Event.SwitchTurned(at, new SwitchId(id), new PositionId(position), "teamleider"));
  }

  /** Time goes by and timers fire, each at its moment. */
  PbxTester passes(Duration time) {
    Instant until = now.plus(time);
    for (Optional<TimerId> due = dueBy(until); due.isPresent(); due = dueBy(until)) {
      TimerId timer = due.get();
      now = world.timers.get(timer);
      tell(new Event.TimerFired(now, timer));
    }
    now = until;
    return this;
  }

  private Optional<TimerId> dueBy(Instant until) {
    return world.timers.entrySet().stream()
        .filter(entry -> !entry.getValue().isAfter(until))
        .min(
            Comparator.comparing(Map.Entry<TimerId, Instant>::getValue)
                .thenComparing(entry -> entry.getKey().number()))
        .map(Map.Entry::getKey);
  }

  /** The only peer that a trunk of the demo has. */
  static PeerId peerOf(TrunkId trunk) {
    return new PeerId("127.0.0.1", trunk.name().equals("carrier-a") ? 5080 : 5082);
  }

  static Event probeAnswered(Instant at, TrunkId trunk) {
    return new Event.ProbeAnswered(at, trunk, peerOf(trunk));
  }

  static Event probeMissed(Instant at, TrunkId trunk, String because) {
    return new Event.ProbeMissed(at, trunk, peerOf(trunk), because);
  }
}
