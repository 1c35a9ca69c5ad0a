package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.List;

/** The world outside: callers who wait, give up and try again, and telephones that are called. */
final class Public {
  private static final int MOST_TRIES = 3;

  private final World world;
  private final Scene scene;
  private int callers;
  private int emergencies;

  Public(World world, Scene scene) {
    this.world = world;
    this.scene = scene;
  }

  void hasCarriers() {
    for (String trunk : Post.TRUNKS) {
      String address = Post.addressOf(trunk);
      scene.carriers.put(address, new CarrierLine(world, trunk, address, this::isCalled));
    }
  }

  // --- callers ---

  void someoneCalls() {
    String number = "061" + (1_000_000 + ++callers);
    String dialled =
        switch (world.anyBelow(20)) {
          case 0, 1, 2, 3, 4, 5, 6, 7, 8 -> Post.MAIN_NUMBER;
          case 9, 10, 11 -> Post.EMERGENCY_NUMBER;
          case 12, 13, 14 -> Post.INFORMATION_NUMBER;
          case 15, 16 -> Post.directNumber(Post.person(1 + world.anyBelow(Post.DESKS)));
          case 17 -> Post.SOS_NUMBER;
          case 18 -> Post.FORWARDED_NUMBER;
          default -> world.happens(0.5) ? "0889999999" : "0882780";
        };
    calls(number, dialled, 1);
  }

  private void calls(String number, String dialled, int tries) {
    List<CarrierLine> working =
        scene.carriers.values().stream()
            .filter(carrier -> carrier.health() == CarrierLine.Health.WORKS)
            .toList();
    if (working.isEmpty()) {
      return;
    }
    Talk talk = world.oneOf(working).calls(number, dialled);
    boolean isHasty = world.happens(0.12);
    Duration patience =
        isHasty ? world.between(ofMillis(0), ofMillis(900)) : world.about(ofSeconds(45));
    world.loop.schedule(patience, () -> losesPatience(talk));
    world.loop.schedule(ofSeconds(240), talk::hangsUp);
    if (world.happens(0.06)) {
      world.loop.schedule(
          world.between(ofSeconds(1), ofSeconds(30)),
          () -> new Referral(talk, Referral.to("0698700000"), false, _ -> {}).asks());
    }
    if (world.happens(0.2)) {
      world.loop.schedule(
          world.between(ofMillis(50), ofSeconds(20)),
          () -> talk.presses("123*#".charAt(world.anyBelow(5))));
    }
    talk.whenOver(
        () -> {
          if (tries < MOST_TRIES && world.happens(0.3)) {
            world.loop.schedule(
                world.between(ofSeconds(2), ofSeconds(6)), () -> calls(number, dialled, tries + 1));
          }
        });
  }

  /** Who talks with somebody stays a while. */
  private void losesPatience(Talk talk) {
    boolean isTalking =
        talk.state == Talk.State.TALKING && world.media.heardAt(talk.ear).isPresent();
    if (isTalking) {
      world.loop.schedule(world.about(ofSeconds(40)), talk::hangsUp);
    } else {
      talk.hangsUp();
    }
  }

  // --- who is called ---

  private void isCalled(Talk talk) {
    String number = talk.number;
    if (number.equals("112")) {
      talk.says(180);
      boolean areBusy = ++emergencies % 3 == 0;
      picksUp(talk, ofSeconds(areBusy ? 6 : 1), world.between(ofSeconds(15), ofSeconds(30)));
      return;
    }
    int mood = world.anyBelow(100);
    if (mood < 60) {
      if (world.happens(0.3)) {
        talk.saysEarly();
      } else {
        talk.says(180);
      }
      picksUp(talk, world.between(ofMillis(200), ofSeconds(9)), world.about(ofSeconds(25)));
    } else if (mood < 80) {
      talk.says(180);
      world.loop.schedule(
          world.between(ofMillis(100), ofSeconds(5)),
          () -> talk.refuses(world.oneOf(List.of(486, 603, 480))));
    } else if (mood < 85) {
      talk.refuses(404);
    } else {
      talk.says(180);
    }
  }

  private void picksUp(Talk talk, Duration after, Duration talkTime) {
    talk.whenTalking(() -> world.loop.schedule(talkTime, talk::hangsUp));
    world.loop.schedule(after, talk::picksUp);
  }
}
