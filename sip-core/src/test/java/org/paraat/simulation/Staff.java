package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The people at the desks: they log in, answer, pause, call each other and hang up. */
final class Staff {
  private static final int MOST_TRIES = 8;
  private static final Duration NETWORK_SETTLES = ofSeconds(36);
  private static final List<String> STRANGE_NUMBERS = List.of("77", "*99", "*48*123", "0889999999");

  private final World world;
  private final Scene scene;
  private final Judge judge;
  private final List<DeskPhone> desks = new ArrayList<>();
  private final Map<DeskPhone, Dealings> dealings = new LinkedHashMap<>();

  Staff(World world, Scene scene, Judge judge) {
    this.world = world;
    this.scene = scene;
    this.judge = judge;
  }

  List<DeskPhone> desks() {
    return desks;
  }

  /** Puts a phone on each desk; behind some there is a second one of the same account. */
  void furnish() {
    for (int desk = 1; desk <= Post.DESKS; desk++) {
      place(desk, "10.0.1." + desk);
      if (world.happens(0.08)) {
        place(desk, "10.0.2." + desk);
      }
    }
  }

  private void place(int desk, String address) {
    var habits =
        new DeskPhone.Habits(
            world.happens(0.15),
            world.happens(0.08),
            world.oneOf(Maker.ALL),
            world.happens(0.05),
            world.oneOf(List.of(486, 603, 480, 486)),
            world.oneOf(List.of(ofSeconds(60), ofSeconds(120), ofSeconds(300))));
    var phone = new DeskPhone(world, Post.device(desk), address, habits);
    scene.phones.put(address, phone);
    scene.contacts.merge(phone.device, 1, Integer::sum);
    var hands = new Dealings(world, scene, phone);
    dealings.put(phone, hands);
    phone.rings(talk -> hears(phone, talk));
    phone.whenLineEnds(hands::lineEnded);
    phone.whenTripped(() -> scene.isInTrouble(phone.device, NETWORK_SETTLES));
    phone.lamps.areProgrammed(keysOf(desk));
    desks.add(phone);
    world.loop.schedule(world.between(ofMillis(1), ofSeconds(3)), phone::registers);
  }

  /** The lamps that somebody wanted at this desk. */
  private List<String> keysOf(int desk) {
    return !Custom.LAMPS.isInUse() || desk % 4 != 0
        ? List.of()
        : List.of(
            Post.person(1 + world.anyBelow(Post.DESKS)),
            Post.person(1 + world.anyBelow(8)),
            world.oneOf(List.of("999", "900", "998", "hap", "*1", "*46", "*48*999")));
  }

  // --- presence ---

  /** So many people come in and begin their work. */
  void begin(int people) {
    for (int desk = 1; desk <= people; desk++) {
      String person = Post.person(desk);
      DeskPhone phone = phoneOf(Post.device(desk));
      world.loop.schedule(
          world.between(ofSeconds(4), ofSeconds(20)), () -> logsIn(phone, person, this::signsOn));
    }
  }

  private DeskPhone phoneOf(String device) {
    return desks.stream().filter(phone -> phone.device.equals(device)).findFirst().orElseThrow();
  }

  private void logsIn(DeskPhone phone, String person, Consumer<String> then) {
    boolean byKeys = world.happens(0.3) && scene.beliefs.at(phone.device).isEmpty();
    String code = byKeys ? "*1" : world.happens(0.5) ? "*1*" + person + "#" : "*1" + person;
    dialsCode(
        phone,
        person,
        code,
        "logged-in",
        () -> {
          scene.beliefs.loggedIn(person, phone.device, world.now());
          judge.personCameTo(phone.device, person);
          then.accept(person);
        });
  }

  private void signsOn(String person) {
    int desk = Integer.parseInt(person) - 1200;
    List<String> queues = new ArrayList<>();
    for (String queue : Post.QUEUES) {
      if (desk <= 2 || world.happens(queue.equals("999") ? 0.8 : 0.5)) {
        queues.add(queue);
      }
    }
    signsOnToNext(person, queues);
  }

  private void signsOnToNext(String person, List<String> queues) {
    if (!queues.isEmpty() && scene.beliefs.person(person).device.isPresent()) {
      changesMembership(person, queues.getFirst(), true);
      world.loop.schedule(
          world.between(ofSeconds(3), ofSeconds(6)),
          () -> signsOnToNext(person, queues.subList(1, queues.size())));
    }
  }

  private void changesMembership(String person, String queue, boolean on) {
    Beliefs.Person known = scene.beliefs.person(person);
    if (known.device.isEmpty()) {
      return;
    }
    dialsCode(
        phoneOf(known.device.get()),
        person,
        (on ? "*48*" : "*47*") + queue,
        on ? "signed-on" : "signed-off",
        () -> {
          if (on) {
            known.queues.add(queue);
          } else {
            known.queues.remove(queue);
          }
        });
  }

  private void pauses(Beliefs.Person person, boolean on) {
    dialsCode(
        phoneOf(person.device.orElseThrow()),
        person.extension,
        on ? "*46" : "*49",
        on ? "pause" : "pause-off",
        () -> person.isPaused = on);
  }

  /** Dials until it is confirmed; what it changes is in doubt meanwhile. */
  private void dialsCode(
      DeskPhone phone, String person, String code, String confirmation, Runnable applied) {
    if (!scene.beliefs.isSureAt(phone.device) || !scene.beliefs.person(person).isSure()) {
      return;
    }
    scene.beliefs.doubts(person, phone.device);
    tries(phone, person, code, confirmation, applied, 0);
  }

  private void tries(
      DeskPhone phone, String person, String code, String said, Runnable applied, int tries) {
    if (tries == MOST_TRIES) {
      return; // in doubt for ever
    }
    Runnable again =
        () ->
            world.loop.schedule(
                world.between(ofSeconds(4), ofSeconds(9)),
                () -> tries(phone, person, code, said, applied, tries + 1));
    if (phone.isUsed() || !phone.hasPower() || phone.isMute()) {
      again.run();
      return;
    }
    Talk talk = phone.calls(code);
    talk.whenOver(
        () -> {
          if (talk.prompts.contains(said)) {
            applied.run();
            scene.beliefs.doubtsNoMore(person, phone.device);
          } else {
            again.run();
          }
        });
    if (code.equals("*1")) {
      talk.whenTalking(() -> keysIn(talk, person + "#", 0));
    }
    world.loop.schedule(ofSeconds(25), talk::hangsUp);
  }

  /** Some begin before the voice has asked, some think about it. */
  private void keysIn(Talk talk, String keys, int at) {
    if (at < keys.length()) {
      world.loop.schedule(
          world.between(ofMillis(at == 0 ? 100 : 200), ofMillis(at == 0 ? 1500 : 600)),
          () -> {
            talk.presses(keys.charAt(at));
            keysIn(talk, keys, at + 1);
          });
    }
  }

  // --- deeds ---

  void doesSomething() {
    List<Beliefs.Person> present = new ArrayList<>();
    List<Beliefs.Person> away = new ArrayList<>();
    for (Beliefs.Person person : scene.beliefs.all()) {
      if (person.isSure()) {
        (person.device.isPresent() ? present : away).add(person);
      }
    }
    if (!away.isEmpty() && world.happens(0.6)) {
      Beliefs.Person person = world.oneOf(away);
      DeskPhone phone = world.oneOf(desks);
      if (scene.beliefs.at(phone.device).isEmpty()) {
        logsIn(phone, person.extension, _ -> {});
      }
      return;
    }
    if (present.isEmpty()) {
      return;
    }
    Beliefs.Person person = world.oneOf(present);
    DeskPhone phone = phoneOf(person.device.orElseThrow());
    switch (world.anyBelow(15)) {
      case 0, 1, 2 -> pauses(person, !person.isPaused);
      case 3 -> changesMembership(person.extension, world.oneOf(Post.QUEUES), false);
      case 4, 5 -> changesMembership(person.extension, world.oneOf(Post.QUEUES), true);
      case 6 -> logsOut(person, phone);
      case 7, 8 -> calls(phone, Post.person(1 + world.anyBelow(Post.DESKS)));
      case 9 -> calls(phone, "06987" + (10000 + world.anyBelow(9000)));
      case 10, 11 -> picksUp(phone);
      case 12 -> takesFromPlace(phone);
      case 13 -> calls(phone, world.happens(0.7) ? "*0" : world.oneOf(STRANGE_NUMBERS));
      default -> calls(phone, "112");
    }
  }

  private void logsOut(Beliefs.Person person, DeskPhone phone) {
    if (world.happens(0.5)) {
      dialsCode(
          phone,
          person.extension,
          "*1",
          "logged-out",
          () -> scene.beliefs.loggedOut(person.extension));
    }
  }

  private void calls(DeskPhone phone, String number) {
    calls(phone, number, "");
  }

  private void calls(DeskPhone phone, String number, String headers) {
    if (phone.isUsed() || !phone.hasPower() || phone.isMute()) {
      return;
    }
    Talk talk = phone.calls(phone.device, number, headers);
    boolean isUrgent = number.equals("112");
    Duration patience = isUrgent ? ofSeconds(50) : world.about(ofSeconds(20));
    talk.whenTalking(() -> dealings.get(phone).with(talk, ofSeconds(12)));
    world.loop.schedule(
        patience,
        () -> {
          if (talk.state != Talk.State.TALKING) {
            talk.hangsUp();
          }
        });
    world.loop.schedule(ofSeconds(150), talk::hangsUp);
  }

  /** Takes what rings at another desk, by the code or by the lamp of it. */
  private void picksUp(DeskPhone phone) {
    if (!Custom.PICKUP.isInUse()) {
      return;
    }
    if (world.happens(0.5)) {
      calls(phone, "*8");
      return;
    }
    for (DeskPhone other : desks) {
      Optional<Talk> ringing =
          other.running().stream()
              .filter(talk -> talk.state == Talk.State.RINGING_HERE)
              .findFirst();
      if (other != phone && ringing.isPresent()) {
        Talk there = ringing.get();
        String dialog = there.callId + ";to-tag=" + there.theirTag() + ";from-tag=" + there.tag();
        calls(
            phone,
            scene.beliefs.at(other.device).map(p -> p.extension).orElse(other.device),
            "Replaces: " + dialog + "\r\nRequire: replaces\r\n");
        return;
      }
    }
  }

  private void takesFromPlace(DeskPhone phone) {
    if (Custom.PARK.isInUse()) {
      calls(phone, scene.placesInUse.isEmpty() ? "*689" : world.oneOf(scene.placesInUse));
    }
  }

  // --- a call comes in ---

  private void hears(DeskPhone phone, Talk talk) {
    if (phone.running().size() > 1) {
      dealings.get(phone).ringsBeside(talk);
      return;
    }
    int mood = world.anyBelow(100);
    if (mood < 78) {
      Duration after = mood < 6 ? Duration.ZERO : world.between(ofMillis(300), ofSeconds(6));
      talk.whenTalking(() -> dealings.get(phone).with(talk, ofSeconds(mood < 12 ? 90 : 20)));
      world.loop.schedule(after, talk::picksUp);
    } else if (mood < 87) {
      world.loop.schedule(
          world.between(ofMillis(50), ofSeconds(4)),
          () -> talk.refuses(phone.habits().refusesWith()));
    } else if (mood < 90 && Custom.FORWARD.isInUse()) {
      String elsewhere = Post.person(1 + world.anyBelow(Post.DESKS));
      world.loop.schedule(
          world.between(ofMillis(1), ofSeconds(2)),
          () -> talk.refuses(302, "Contact: <sip:" + elsewhere + "@" + World.PLATFORM + ">\r\n"));
    }
  }
}
