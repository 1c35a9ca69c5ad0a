package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the person at one desk does with who is on the line: talks, holds, asks a colleague, hands
 * over, parks, and turns to an emergency in between.
 */
final class Dealings {
  private static final Duration FORGOTTEN_FOR = ofSeconds(330);
  private static final Duration LONGEST_TALK = ofSeconds(170);
  private static final List<String> ODD_TARGETS = List.of("77", "999999", "0906123456", "*99");

  private final World world;
  private final Scene scene;
  private final DeskPhone phone;
  private final HandingOver handing;
  private boolean isForgetful;

  Dealings(World world, Scene scene, DeskPhone phone) {
    this.world = world;
    this.scene = scene;
    this.phone = phone;
    handing = new HandingOver(world, phone, this);
  }

  /** The conversation has begun. */
  void with(Talk talk, Duration mean) {
    Duration time = world.about(mean);
    if (isUrgent(talk) && world.happens(0.35)) {
      after(time.dividedBy(2), talk, () -> consults(talk));
      endsAfter(talk, LONGEST_TALK);
      return;
    }
    int mood = world.anyBelow(100);
    if (mood < 10) {
      after(time.dividedBy(3), talk, () -> holds(talk, true));
      after(time.dividedBy(2), talk, () -> holds(talk, false));
      endsAfter(talk, time);
    } else if (mood < 13) {
      after(time.dividedBy(3), talk, () -> holds(talk, true));
      after(time.dividedBy(2), talk, talk::hangsUp);
    } else if (mood < 17) {
      isForgetful = true;
      after(time.dividedBy(3), talk, () -> holds(talk, true));
      world.loop.schedule(FORGOTTEN_FOR, () -> isForgetful = false);
      endsAfter(talk, FORGOTTEN_FOR);
    } else if (mood < 25) {
      after(time.dividedBy(2), talk, () -> transfers(talk, someTarget()));
      endsAfter(talk, LONGEST_TALK);
    } else if (mood < 37) {
      after(time.dividedBy(2), talk, () -> consults(talk));
      endsAfter(talk, LONGEST_TALK);
    } else if (mood < 40) {
      after(time.dividedBy(2), talk, () -> parks(talk));
      endsAfter(talk, LONGEST_TALK);
    } else {
      endsAfter(talk, mood < 80 ? time : LONGEST_TALK);
    }
  }

  private static boolean isUrgent(Talk talk) {
    return talk.invitationHeader("Priority").equals("emergency");
  }

  private void after(Duration time, Talk talk, Runnable what) {
    world.loop.schedule(
        time,
        () -> {
          if (talk.state == Talk.State.TALKING
              && phone.attended().filter(talk::equals).isPresent()) {
            what.run();
          }
        });
  }

  /** Hangs up then, or as soon as the person is at this line again. */
  private void endsAfter(Talk talk, Duration time) {
    world.loop.schedule(
        time,
        () -> {
          boolean isElsewhere = talk.isHolding() || !phone.isAttending(talk);
          if (isElsewhere && !talk.isOver() && phone.running().size() > 1) {
            endsAfter(talk, ofSeconds(5));
          } else {
            talk.hangsUp();
          }
        });
  }

  private void holds(Talk talk, boolean on) {
    if (Custom.HOLD.isInUse()) {
      talk.holds(on);
    }
  }

  private String someTarget() {
    return switch (world.anyBelow(10)) {
      case 0, 1, 2, 3, 4 -> Post.person(1 + world.anyBelow(Post.DESKS));
      case 5, 6 -> "06987" + (10000 + world.anyBelow(9000));
      case 7 -> world.oneOf(Post.QUEUES);
      case 8 -> world.oneOf(ODD_TARGETS);
      default -> "112";
    };
  }

  // --- transfer without asking ---

  private void transfers(Talk talk, String target) {
    if (!Custom.BLIND.isInUse()) {
      return;
    }
    if (world.happens(0.6)) {
      talk.holdKey.press(true, () -> world.loop.schedule(someMoment(), () -> refers(talk, target)));
    } else {
      refers(talk, target);
    }
  }

  private void refers(Talk talk, String target) {
    handing.blind(talk, target);
    if (world.happens(0.08)) {
      world.loop.schedule(someMoment(), () -> handing.blind(talk, someTarget()));
    }
  }

  private void parks(Talk talk) {
    if (Custom.PARK.isInUse()) {
      String place = world.happens(0.3) ? "*68" : "*68" + (1 + world.anyBelow(9));
      scene.placesInUse.add(place.equals("*68") ? "*681" : place);
      world.loop.schedule(ofSeconds(100), () -> scene.placesInUse.removeFirst());
      transfers(talk, place);
    }
  }

  Duration someMoment() {
    return world.happens(0.4)
        ? world.between(Duration.ZERO, ofMillis(50))
        : world.between(ofMillis(100), ofMillis(1500));
  }

  // --- asking somebody first ---

  private void consults(Talk patient) {
    boolean canTwo = phone.habits().maker().second() != Maker.Second.REFUSES;
    if (!Custom.CONSULT.isInUse() || !canTwo) {
      return;
    }
    if (world.happens(0.3)) {
      patient.holds(true);
      world.loop.schedule(world.between(Duration.ZERO, ofMillis(50)), () -> asks(patient));
    } else {
      patient.holdKey.press(true, () -> world.loop.schedule(someMoment(), () -> asks(patient)));
    }
  }

  private void asks(Talk patient) {
    if (patient.isOver() || !phone.hasPower()) {
      return;
    }
    boolean isOutside = world.happens(0.4);
    String number =
        isOutside
            ? "06987" + (10000 + world.anyBelow(9000))
            : Post.person(1 + world.anyBelow(Post.DESKS));
    Talk second = phone.calls(number);
    phone.attends(second);
    second.whenTalking(() -> world.loop.schedule(thinks(), () -> decides(patient, second)));
    if (world.happens(0.3)) {
      world.loop.schedule(
          world.between(ofMillis(400), ofSeconds(4)), () -> handing.early(patient, second));
    }
    world.loop.schedule(
        world.between(ofSeconds(8), ofSeconds(25)),
        () -> {
          if (second.state != Talk.State.TALKING) {
            second.hangsUp();
          }
        });
    world.loop.schedule(LONGEST_TALK, second::hangsUp);
  }

  private Duration thinks() {
    return world.about(ofSeconds(6)).plusMillis(world.happens(0.1) ? 0 : 400);
  }

  private void decides(Talk patient, Talk second) {
    if (patient.state != Talk.State.TALKING || second.state != Talk.State.TALKING) {
      return;
    }
    int mood = world.anyBelow(100);
    if (mood < 65) {
      handing.attended(patient, second);
    } else if (mood < 75) {
      handing.onHook(patient, second);
    } else if (mood < 80) {
      handing.attended(patient, second);
      world.loop.schedule(someMoment(), () -> handing.attended(patient, second));
    } else {
      second.hangsUp();
    }
  }

  // --- what comes in between ---

  /** Rings while there is a call already. */
  void ringsBeside(Talk talk) {
    Optional<Talk> first = phone.attended();
    int mood = world.anyBelow(100);
    if (first.filter(one -> one.state != Talk.State.TALKING).isPresent() || mood < 15) {
      world.loop.schedule(world.between(ofMillis(50), ofSeconds(3)), () -> talk.refuses(486));
    } else if (mood < 92) {
      talk.whenTalking(() -> with(talk, ofSeconds(12)));
      world.loop.schedule(world.between(ofMillis(200), ofSeconds(4)), () -> takes(talk));
    }
  }

  private void takes(Talk talk) {
    if (talk.state != Talk.State.RINGING_HERE) {
      return;
    }
    Optional<Talk> first = phone.attended();
    Duration moment = world.between(Duration.ZERO, ofMillis(50));
    switch (phone.habits().maker().second()) {
      case ANSWERS_THEN_HOLDS -> {
        talk.picksUp();
        world.loop.schedule(moment, () -> first.ifPresent(one -> one.holds(true)));
      }
      case HOLDS_THEN_ANSWERS -> {
        first.ifPresent(one -> one.holds(true));
        world.loop.schedule(moment, talk::picksUp);
      }
      case NEVER_HOLDS, REFUSES -> talk.picksUp();
    }
  }

  // --- back to who waits ---

  /** One of the calls of this phone is over: who still waits is taken back, or forgotten. */
  void lineEnded() {
    if (!isForgetful) {
      phone.later(world.between(ofMillis(300), ofSeconds(4)), this::takesBack);
    }
  }

  private void takesBack() {
    if (phone.attended().isPresent() || isForgetful) {
      return;
    }
    List<Talk> waiting =
        phone.running().stream().filter(talk -> talk.state == Talk.State.TALKING).toList();
    if (!waiting.isEmpty() && world.happens(0.9)) {
      Talk last = waiting.getLast();
      phone.attends(last);
      last.holds(false);
      endsAfter(last, world.about(ofSeconds(15)));
    }
  }

  /** It did not come to a transfer: the person takes the caller back, hangs up, or is away. */
  void failed(Talk patient) {
    if (world.happens(0.85)) {
      phone.later(world.between(ofMillis(300), ofSeconds(3)), this::takesBack);
    }
  }
}
