package org.paraat.pbx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Target;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * Every phase against every event: what comes of it is written in {@code every-phase.txt}, which is
 * read before it is changed. What the test finds is left in {@code target/every-phase.txt}.
 */
class EveryPhaseTest {

  /** A call in one phase, with the other leg where it has one. */
  private record Scene(PbxTester post, LegId caller, Optional<LegId> other) {}

  private static final PlaybackId NO_PLAYBACK = new PlaybackId(999_999);
  private static final String PATIENT = "0612345678";
  private static final Map<String, Supplier<Scene>> PHASES = new LinkedHashMap<>();
  private static final Map<String, BiFunction<Instant, LegId, Event>> ON_A_LEG =
      new LinkedHashMap<>();

  static {
    PHASES.put("hears an announcement", () -> alone(post(), "0880000100"));
    PHASES.put(
        "waits for an agent",
        () -> {
          var post = post();
          post.code("desk1", "*46");
          return alone(post, "0880000999");
        });
    PHASES.put("waits and an agent rings", () -> with(post(), "0880000999", "desk1"));
    PHASES.put(
        "waits and stand-by phones ring",
        () -> {
          var post = new PbxTester();
          LegId caller = post.outside(PATIENT, "0880000999");
          return new Scene(post, caller, Optional.of(post.atNumber("carrier-a", "0600000001")));
        });
    PHASES.put("rings a person", () -> with(post(), "0880001201", "desk1"));
    PHASES.put(
        "calls a number outside",
        () -> {
          var post = post();
          LegId caller = post.phone("desk1", PATIENT);
          return new Scene(post, caller, Optional.of(post.atNumber("carrier-a", PATIENT)));
        });
    PHASES.put(
        "calls 112",
        () -> {
          var post = post();
          LegId caller = post.phone("desk1", "112");
          return new Scene(post, caller, Optional.of(post.atNumber("carrier-a", "112")));
        });
    PHASES.put(
        "goes to the Mobile connect phones",
        () -> {
          var post = post();
          post.turns("meldtekst", "Open");
          post.turns("hap", "Calamiteit");
          LegId caller = post.outside(PATIENT, "0880000100");
          post.finishes(caller);
          return new Scene(post, caller, Optional.of(post.atNumber("carrier-a", "0600000002")));
        });
    PHASES.put(
        "goes to the SOS line",
        () -> {
          var post = post();
          LegId caller = post.outside(PATIENT, "0880000199");
          return new Scene(post, caller, Optional.of(post.atNumber("carrier-a", "0600000011")));
        });
    PHASES.put(
        "keys in an extension",
        () -> {
          var post = post().registers("desk5");
          return new Scene(post, post.phone("desk5", "*1"), Optional.empty());
        });
    PHASES.put(
        "hears what a code did",
        () -> {
          var post = post();
          return new Scene(post, post.phone("desk1", "*46"), Optional.empty());
        });
    PHASES.put(
        "talks",
        () -> {
          Scene scene = with(post(), "0880000999", "desk1");
          scene.post.answers(scene.other.orElseThrow());
          return scene;
        });

    PHASES.put(
        "is on hold",
        () -> {
          Scene scene = talks();
          scene.post.holds(scene.other.orElseThrow());
          return scene;
        });
    PHASES.put(
        "is on hold and the owner is rung",
        () -> {
          Scene scene = talks();
          scene.post.holds(scene.other.orElseThrow());
          scene.post.hangsUp(scene.other.orElseThrow());
          return new Scene(scene.post, scene.caller, Optional.of(scene.post.at("desk1")));
        });
    PHASES.put(
        "holds from outside",
        () -> {
          Scene scene = talks();
          scene.post.holds(scene.caller);
          return scene;
        });
    PHASES.put(
        "is transferred and the target rings",
        () -> {
          Scene scene = talks();
          scene.post.registers("desk2").code("desk2", "*1*1202");
          scene.post.holds(scene.other.orElseThrow());
          scene.post.transfers(scene.other.orElseThrow(), "1202");
          return new Scene(scene.post, scene.caller, Optional.of(scene.post.at("desk2")));
        });
    PHASES.put(
        "is transferred, seen from who transferred",
        () -> {
          Scene scene = talks();
          scene.post.registers("desk2").code("desk2", "*1*1202");
          scene.post.holds(scene.other.orElseThrow());
          scene.post.transfers(scene.other.orElseThrow(), "1202");
          return scene;
        });
    PHASES.put(
        "returns to who transferred",
        () -> {
          Scene scene = talks();
          scene.post.holds(scene.other.orElseThrow());
          scene.post.transfers(scene.other.orElseThrow(), "1202");
          return scene;
        });
    PHASES.put(
        "is parked",
        () -> {
          Scene scene = talks();
          scene.post.transfers(scene.other.orElseThrow(), "*681");
          return new Scene(scene.post, scene.caller, Optional.empty());
        });
    PHASES.put(
        "consults about who is on hold",
        () -> {
          Scene scene = talks();
          scene.post.registers("desk2").code("desk2", "*1*1202");
          scene.post.holds(scene.other.orElseThrow());
          LegId consult = scene.post.phone("desk1", "1202");
          return new Scene(scene.post, consult, Optional.of(scene.post.at("desk2")));
        });
    ON_A_LEG.put("holds", Event.Held::new);
    ON_A_LEG.put("resumes", Event.Resumed::new);
    ON_A_LEG.put("sends its calls to queue 998", (at, leg) -> new Event.Moved(at, leg, "998"));
    ON_A_LEG.put("asks to transfer to queue 998", (at, leg) -> transfer(at, leg, "998"));
    ON_A_LEG.put("asks to transfer to nobody", (at, leg) -> transfer(at, leg, "1203"));
    ON_A_LEG.put("asks to transfer to 77", (at, leg) -> transfer(at, leg, "77"));
    ON_A_LEG.put("asks to park", (at, leg) -> transfer(at, leg, "*682"));
    ON_A_LEG.put(
        "asks to join a call that is over",
        (at, leg) ->
            new Event.TransferAsked(
                at, leg, "1202", Optional.of(new Replaces(Optional.empty(), Replaces.Scope.ANY))));
    PHASES.put(
        "rings who wants to call back",
        () -> {
          var post = PbxTester.withAgents("900", "1201");
          post.hangsUp(post.outside(PATIENT, "0880000112"));
          var task = post.pbx.view().tasks().getFirst().call();
          post.tell(at -> new Event.CallBackAsked(at, task, new DeviceId("desk1")));
          return new Scene(post, post.at("desk1"), Optional.empty());
        });

    ON_A_LEG.put("is offered again", EveryPhaseTest::offeredAgain);
    ON_A_LEG.put("trying", Event.Trying::new);
    ON_A_LEG.put("rings", Event.Ringing::new);
    ON_A_LEG.put("early media", Event.EarlyMediaStarted::new);
    ON_A_LEG.put("answers", Event.Answered::new);
    ON_A_LEG.put("is busy", (at, leg) -> new Event.Failed(at, leg, Cause.BUSY, 486));
    ON_A_LEG.put("fails with 503", (at, leg) -> new Event.Failed(at, leg, Cause.TRUNK_FAILED, 503));
    ON_A_LEG.put("is silent", (at, leg) -> new Event.Failed(at, leg, Cause.DEVICE_UNREACHABLE, 0));
    ON_A_LEG.put("hangs up", (at, leg) -> new Event.HungUp(at, leg, Cause.NORMAL));
    ON_A_LEG.put("loses its sound", (at, leg) -> new Event.HungUp(at, leg, Cause.SOUND_LOST));
    ON_A_LEG.put("presses 5", (at, leg) -> new Event.KeyPressed(at, leg, '5'));
    ON_A_LEG.put("presses #", (at, leg) -> new Event.KeyPressed(at, leg, '#'));
    ON_A_LEG.put(
        "another playback ends", (at, leg) -> new Event.PlaybackFinished(at, leg, NO_PLAYBACK));
  }

  private static Event transfer(Instant at, LegId leg, String to) {
    return new Event.TransferAsked(at, leg, to, Optional.empty());
  }

  private static Scene talks() {
    Scene scene = with(post(), "0880000999", "desk1");
    scene.post.answers(scene.other.orElseThrow());
    return scene;
  }

  private static PbxTester post() {
    return PbxTester.withAgents("999", "1201");
  }

  private static Scene alone(PbxTester post, String dialled) {
    return new Scene(post, post.outside(PATIENT, dialled), Optional.empty());
  }

  private static Scene with(PbxTester post, String dialled, String device) {
    LegId caller = post.outside(PATIENT, dialled);
    return new Scene(post, caller, Optional.of(post.at(device)));
  }

  private static Event offeredAgain(Instant at, LegId leg) {
    return new Event.Offered(
        at,
        leg,
        new Origin.FromTrunk(new TrunkId("carrier-a")),
        "0880000999",
        CallerId.ANONYMOUS,
        PbxTester.HOPS);
  }

  @Test
  void everyPhaseTakesEveryEvent() throws IOException {
    var found = new StringBuilder();
    PHASES.forEach(
        (phase, scene) -> {
          found.append("== ").append(phase).append('\n');
          ON_A_LEG.forEach(
              (what, event) -> {
                row(found, "caller " + what, scene.get(), s -> event.apply(s.post.now, s.caller));
                if (scene.get().other.isPresent()) {
                  row(
                      found,
                      "other " + what,
                      scene.get(),
                      s -> event.apply(s.post.now, s.other.orElseThrow()));
                }
              });
          elsewhere(found, scene);
        });
    Path target = Path.of("target", "every-phase.txt");
    Files.createDirectories(target.getParent());
    Files.writeString(target, found);
    assertEquals(golden(), found.toString());
  }

  private static void elsewhere(StringBuilder found, Supplier<Scene> scene) {
    row(found, "what is heard ends", scene.get(), EveryPhaseTest::playbackEnds);
    row(found, "the next timer fires", scene.get(), EveryPhaseTest::nextTimer);
    row(found, "an old timer fires", scene.get(), s -> timer(s, new TimerId(999_999)));
    row(found, "desk1 unregisters", scene.get(), s -> unregistered(s, "desk1"));
    row(
        found,
        "desk8 registers",
        scene.get(),
        s -> new Event.DeviceRegistered(s.post.now, new DeviceId("desk8")));
    row(found, "the platform stops", scene.get(), s -> new Event.StopRequested(s.post.now));
    row(
        found,
        "a probe is missed",
        scene.get(),
        s -> PbxTester.probeMissed(s.post.now, new TrunkId("carrier-a"), "silence"));
    row(
        found,
        "a probe is answered",
        scene.get(),
        s -> PbxTester.probeAnswered(s.post.now, new TrunkId("carrier-a")));
    row(found, "a switch is turned", scene.get(), EveryPhaseTest::turned);
    row(
        found,
        "everything is taken out of the directory",
        scene.get(),
        s -> new Event.DirectoryChanged(s.post.now, Directory.EMPTY));
  }

  private static Event turned(Scene scene) {
    return new Event.SwitchTurned(
        scene.post.now, new SwitchId("hap"), new PositionId("Gesloten"), "teamleider");
  }

  private static Event unregistered(Scene scene, String device) {
    return new Event.DeviceUnregistered(scene.post.now, new DeviceId(device), "expired");
  }

  private static Event playbackEnds(Scene scene) {
    PlaybackId playback = scene.post.world.playing(scene.caller).orElse(NO_PLAYBACK);
    return new Event.PlaybackFinished(scene.post.now, scene.caller, playback);
  }

  /** The next timer of the call itself: probes and agents have theirs too, which come first. */
  private static Event nextTimer(Scene scene) {
    TimerId last =
        scene.post.world.timers.keySet().stream().reduce((first, second) -> second).orElseThrow();
    scene.post.now = scene.post.world.timers.get(last);
    return timer(scene, last);
  }

  private static Event timer(Scene scene, TimerId timer) {
    return new Event.TimerFired(scene.post.now, timer);
  }

  private static void row(
      StringBuilder found, String what, Scene scene, Function<Scene, Event> event) {
    scene.post.commands.clear();
    scene.post.tell(event.apply(scene));
    assertEquals(List.of(), scene.post.alarms(Alarm.Kind.CALL_ENDED_BY_OUR_BUG), what);
    found.append(what).append(" -> ").append(state(scene)).append('\n');
    scene.post.passes(Duration.ofSeconds(30));
    if (!scene.post.isOver(scene.caller)) {
      scene.post.hangsUp(scene.caller);
    }
    if (!scene.post.pbx.view().calls().isEmpty()) {
      scene.post.everybodyHangsUp();
    }
    assertEquals(0, scene.post.pbx.view().calls().size(), what);
  }

  private static String state(Scene scene) {
    var words = new StringBuilder();
    if (scene.post.isOver(scene.caller) && scene.post.ended().isEmpty()) {
      words.append("the caller is gone and it rings on");
    } else if (scene.post.isOver(scene.caller)) {
      words.append("ended ").append(scene.post.lastEnded().cause().orElseThrow());
    } else {
      words.append(scene.post.isAnswered(scene.caller) ? "answered" : "unanswered");
      scene.post.hears(scene.caller).forEach(prompt -> words.append(", hears ").append(prompt));
      if (scene.post.world.legs.get(scene.caller).bridgedTo.isPresent()) {
        words.append(", bridged");
      }
    }
    for (Command command : scene.post.last) {
      switch (command) {
        case Command.Dial dial -> words.append("; dials ").append(name(dial));
        case Command.HangUp hangUp when !hangUp.leg().equals(scene.caller) ->
            words.append("; hangs up the other, ").append(hangUp.cause());
        case Command.AcceptTransfer _ -> words.append("; accepts the transfer");
        case Command.RefuseTransfer(_, var cause) ->
            words.append("; refuses the transfer, ").append(cause);
        case Command.ReportTransfer(_, var how, _) ->
            words.append("; says that the transfer is ").append(how);
        case Command.RaiseAlarm alarm -> words.append("; alarm ").append(alarm.alarm().kind());
        default -> {}
      }
    }
    return words.toString();
  }

  private static String name(Command.Dial dial) {
    return switch (dial.to()) {
      case Target.ToDevice(var device) -> device.user();
      case Target.ToTrunk(var trunk, _, var number) -> number + " over " + trunk;
    };
  }

  private static String golden() throws IOException {
    try (var file = EveryPhaseTest.class.getResourceAsStream("every-phase.txt")) {
      return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
