package org.paraat.pbx;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.paraat.pbx.directory.Queue.RingStrategy;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.PlaybackId;
import org.paraat.pbx.vocabulary.Replaces;
import org.paraat.pbx.vocabulary.TimerId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** Everything that can happen, and much that cannot, in an order that a seed decides. */
final class Storm {
  private static final List<String> NUMBERS =
      List.of(
          "0880000100",
          "0880000112",
          "0880000198",
          "0880000199",
          "0880000150",
          "0880001201",
          "0880001203",
          "0889999999");
  private static final List<String> DIALLED =
      List.of(
          "*1",
          "*11201",
          "*1*1204#",
          "*48*999",
          "*48*900",
          "*48*998",
          "*48*123",
          "*47*999",
          "*46",
          "*49",
          "*0",
          "*8",
          "*8*1202",
          "*681",
          "*68",
          "998",
          "1201",
          "1202",
          "1204",
          "999",
          "112",
          "0612345678",
          "0880000112",
          "77",
          "");
  private static final List<String> CALLERS =
      List.of("0612345678", "0600000001", "", "anonymous", "+31622222222");
  private static final List<Cause> CAUSES =
      List.of(
          Cause.BUSY,
          Cause.DECLINED,
          Cause.NO_ANSWER,
          Cause.DEVICE_UNREACHABLE,
          Cause.TRUNK_FAILED,
          Cause.TRUNK_UNREACHABLE,
          Cause.PROTOCOL_ERROR,
          Cause.OVERLOAD);
  private static final int[] STATUSES = {0, 404, 408, 480, 486, 500, 503, 600, 603};
  private static final List<String> POSITIONS =
      List.of("Open", "Gesloten", "Externe doorschakeling", "Calamiteit", "Nergens");
  private static final int MOST_LEGS = 60;

  private final Random random;
  final PbxTester post = PbxTester.withAgents("999", "1201", "1202", "1203", "1204");
  private final DemoDirectory directory = new DemoDirectory();

  Storm(long seed) {
    random = new Random(seed);
  }

  void blows(int events) {
    for (int i = 0; i < events; i++) {
      gust();
    }
  }

  /** Everybody hangs up, also who is rung for them then; what is left was left behind. */
  void callsDown() {
    post.everybodyHangsUp();
    post.isAtRest();
  }

  private void gust() {
    int what = random.nextInt(100);
    List<LegId> legs = new ArrayList<>(post.world.legs.keySet());
    if (what < 10 && legs.size() < MOST_LEGS) {
      post.outside(one(List.of("carrier-a", "carrier-b")), one(CALLERS), one(NUMBERS));
    } else if (what < 17 && legs.size() < MOST_LEGS) {
      post.phone("desk" + (1 + random.nextInt(8)), one(DIALLED));
    } else if (what < 60 && !legs.isEmpty()) {
      LegId leg = one(legs);
      if (random.nextInt(3) == 0) {
        inConversation(leg, one(legs));
      } else if (leg.direction() == LegId.Direction.OUT) {
        onDialledLeg(leg);
      } else {
        onCallersLeg(leg);
      }
    } else if (what < 80) {
      post.passes(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(12_000) : 300));
    } else if (what < 84) {
      onDialledLeg(new LegId(PbxTester.NODE, LegId.Direction.OUT, 1_000_000));
    } else if (what < 94) {
      post.registers("desk" + (1 + random.nextInt(8)));
    } else {
      elsewhere();
    }
  }

  private void onDialledLeg(LegId leg) {
    switch (random.nextInt(16)) {
      case 0, 1, 2 -> post.trying(leg);
      case 3, 4, 5, 6 -> post.rings(leg);
      case 7 -> post.earlyMedia(leg);
      case 8, 9, 10, 11 -> post.answers(leg);
      case 12, 13 -> post.fails(leg, one(CAUSES), STATUSES[random.nextInt(STATUSES.length)]);
      case 14 -> post.hangsUp(leg);
      default -> onCallersLeg(leg);
    }
  }

  private void onCallersLeg(LegId leg) {
    switch (random.nextInt(10)) {
      case 0, 1 -> post.hangsUp(leg);
      case 2, 3 -> post.keys(leg, one(List.of("1", "1201#", "1204#", "9#", "*", "#", "x", "A")));
      case 4 -> onDialledLeg(leg);
      case 5 -> post.tell(at -> new Event.PlaybackFinished(at, leg, new PlaybackId(9_999_999)));
      default ->
          post.world
              .playing(leg)
              .filter(playback -> isOnce(leg))
              .ifPresent(p -> post.tell(at -> new Event.PlaybackFinished(at, leg, p)));
    }
  }

  /** What phones do with a conversation, whether it makes sense at that moment or not. */
  private void inConversation(LegId leg, LegId other) {
    switch (random.nextInt(12)) {
      case 0, 1, 2 -> post.holds(leg);
      case 3, 4 -> post.resumes(leg);
      case 5 -> post.transfers(leg, one(DIALLED));
      case 6, 7 -> post.transfers(leg, other);
      case 8 -> post.transfers(leg, Optional.of(other), Replaces.Scope.EARLY_ONLY);
      case 9 -> post.moves(leg, one(DIALLED));
      case 10 ->
          post.takesOver("desk" + (1 + random.nextInt(8)), Optional.of(other), Replaces.Scope.ANY);
      default -> post.isLost(leg);
    }
  }

  private boolean isOnce(LegId leg) {
    return post.world.legs.get(leg).hears.stream()
        .anyMatch(play -> play.repeat() == Command.Repeat.ONCE);
  }

  private void elsewhere() {
    String device = "desk" + (1 + random.nextInt(8));
    String code = one(List.of("999", "900", "998"));
    String trunk = one(List.of("carrier-a", "carrier-b", "carrier-x"));
    switch (random.nextInt(9)) {
      case 0 -> post.code(device, "*1*120" + (1 + random.nextInt(8)));
      case 1 -> post.code(device, "*48*" + code);
      case 2 -> post.unregisters(device);
      case 3 -> post.tell(at -> PbxTester.probeAnswered(at, new TrunkId(trunk)));
      case 4 -> post.tell(at -> PbxTester.probeMissed(at, new TrunkId(trunk), "silence"));
      case 5 -> post.turns(one(List.of("hap", "meldtekst", "none")), one(POSITIONS));
      case 6 -> post.tell(at -> new Event.TimerFired(at, new TimerId(9_999_999)));
      case 7 -> post.tell(at -> new Event.DeviceRegistered(at, new DeviceId("stranger")));
      default -> changeDirectory();
    }
  }

  private void changeDirectory() {
    switch (random.nextInt(4)) {
      case 0 -> {
        if (directory.queues.removeIf(queue -> queue.code().digits().equals("998"))) {
          break;
        }
        directory.queue("998", Urgency.ROUTINE, RingStrategy.RING_ALL, Duration.ofSeconds(1));
      }
      case 1 -> {
        if (directory.devices.removeIf(device -> device.id().user().equals("desk3"))) {
          break;
        }
        directory.device("desk3");
      }
      case 2 -> {
        if (directory.extensions.removeIf(person -> person.number().digits().equals("1204"))) {
          break;
        }
        directory.person("1204", "Triagist 1204");
      }
      default -> {
        if (directory.trunks.removeIf(trunk -> trunk.id().name().equals("carrier-b"))) {
          break;
        }
        directory.trunk("carrier-b", 5082);
      }
    }
    post.tell(at -> new Event.DirectoryChanged(at, directory.build()));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
