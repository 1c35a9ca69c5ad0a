package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules of lamps: their numbers rise from life to life, and they do not lie for long. */
final class Lamps {
  private static final Pattern VERSION = Pattern.compile("<dialog-info[^>]* version=\"(\\d+)\"");
  private static final Pattern DIALOG =
      Pattern.compile("<dialog id=\"([^\"]*)\"[^>]*>\\s*<state>(\\w+)</state>");
  private static final List<String> ORDER = List.of("trying", "early", "confirmed", "terminated");
  private static final String NOBODY = "none";

  /** Five seconds, and the time to say it again when it was lost. */
  private static final Duration LIES_AT_MOST = Duration.ofMillis(7500);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** What is to be seen. */
  enum Glow {
    DARK,
    BLINKS,
    LIT
  }

  private final World world;
  private final Scene scene;
  private final Witness witness;
  private final Map<String, Told> byCallId = new HashMap<>();
  private Instant lookedAt = Instant.EPOCH;

  /** What one subscription was told so far, by whichever life of the platform. */
  private static final class Told {
    private String branch = "";
    private long sequence = -1;
    private long version = -1;
    private final Map<String, Integer> furthest = new HashMap<>();
  }

  Lamps(World world, Scene scene, Witness witness) {
    this.world = world;
    this.scene = scene;
    this.witness = witness;
  }

  /** Its lamps stay as they are for a moment of the next life. */
  void platformDied() {
    for (DeskPhone phone : scene.phones.values()) {
      phone.lamps.keys().forEach(key -> key.liesSince = Optional.empty());
    }
  }

  static long versionIn(Message notify) {
    Matcher version = VERSION.matcher(notify.body());
    return version.find() ? Long.parseLong(version.group(1)) : Long.MAX_VALUE;
  }

  // --- the wire ---

  void told(String station, Message notify) {
    Told before = byCallId.computeIfAbsent(notify.callId(), _ -> new Told());
    if (before.branch.equals(notify.branch())) {
      return; // the same once more
    }
    before.branch = notify.branch();
    if (notify.sequence() <= before.sequence) {
      broken(station, notify, "CSeq " + notify.sequence() + " after " + before.sequence);
    }
    before.sequence = notify.sequence();
    if (notify.body().isEmpty()) {
      return;
    }
    long version = versionIn(notify);
    if (version <= before.version) {
      broken(station, notify, "version " + version + " after " + before.version);
    }
    before.version = version;
    Matcher dialog = DIALOG.matcher(notify.body());
    while (dialog.find()) {
      int state = ORDER.indexOf(dialog.group(2));
      Integer furthest = before.furthest.put(dialog.group(1), state);
      if (furthest != null && state < furthest && !dialog.group(1).equals(NOBODY)) {
        broken(station, notify, dialog.group(1) + " went back to " + dialog.group(2));
      }
    }
  }

  private void broken(String station, Message notify, String how) {
    scene.broken(Invariant.LAMPS_GO_ON, station + " " + notify.callId() + ": " + how);
  }

  // --- the truth ---

  void look(Instant now) {
    if (now.isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
      return;
    }
    lookedAt = now;
    for (DeskPhone phone : scene.phones.values()) {
      boolean isWell = phone.hasPower() && !phone.isMute() && !scene.isInTrouble(phone.device);
      for (LampKey key : phone.lamps.keys()) {
        Optional<Glow> expected =
            isWell && key.isAccepted() ? expectedOf(key.name, phone.device) : Optional.empty();
        look(phone, key, expected, now);
      }
    }
  }

  private void look(DeskPhone phone, LampKey key, Optional<Glow> expected, Instant now) {
    boolean isSo =
        expected.isEmpty()
            || switch (expected.get()) {
              case DARK -> !key.isLit() && !key.blinks();
              case BLINKS -> key.blinks();
              case LIT -> key.isLit();
            };
    if (isSo || !expected.equals(key.expected)) {
      key.expected = expected;
      key.liesSince = isSo ? Optional.empty() : Optional.of(now);
    } else if (key.liesSince.isEmpty()) {
      key.liesSince = Optional.of(now);
    } else if (key.liesSince.get().plus(LIES_AT_MOST).isBefore(now)) {
      scene.broken(
          Invariant.LAMPS_TELL_THE_TRUTH,
          phone.address + " shows " + key.name + " otherwise, and it should be " + expected.get());
    }
  }

  private Optional<Glow> expectedOf(String name, String device) {
    if (name.startsWith("*")) {
      return scene.beliefs.isSureAt(device)
          ? Optional.of(litIf(isOn(name, scene.beliefs.at(device))))
          : Optional.empty();
    }
    if (Post.QUEUES.contains(name)) {
      return ofQueue(name);
    }
    return name.equals("hap")
        ? Optional.ofNullable(scene.positions.get(name)).map(at -> litIf(!at.equals("Open")))
        : ofPerson(scene.beliefs.person(name));
  }

  private static Glow litIf(boolean isOn) {
    return isOn ? Glow.LIT : Glow.DARK;
  }

  private static boolean isOn(String code, Optional<Beliefs.Person> there) {
    return there
        .filter(
            person ->
                switch (code) {
                  case "*1" -> true;
                  case "*46" -> person.isPaused;
                  default -> person.queues.contains(code.substring(4));
                })
        .isPresent();
  }

  /** Blinks for who waits for the first time; others may hear its music for other reasons. */
  private Optional<Glow> ofQueue(String code) {
    boolean isAnybodyThere = false;
    for (WireCall call : witness.all()) {
      isAnybodyThere |= !call.isOver();
      boolean waits =
          !call.isOver()
              && call.way == WireCall.Way.IN
              && call.firstPartner.isEmpty()
              && !call.isMuddled
              && scene.queueHeardBy(call).filter(code::equals).isPresent();
      if (waits) {
        return Optional.of(Glow.BLINKS);
      }
    }
    return isAnybodyThere ? Optional.empty() : Optional.of(Glow.DARK);
  }

  private Optional<Glow> ofPerson(Beliefs.Person person) {
    boolean isSure = person.isSure() && person.device.map(scene.beliefs::isSureAt).orElse(true);
    boolean isInNone = true;
    boolean talks = false;
    boolean isRung = false;
    for (WireCall call : witness.all()) {
      boolean isHere =
          person.device.isPresent() && scene.deviceAt(call.station).equals(person.device);
      boolean isTheirs =
          call.way == WireCall.Way.IN
              ? call.shown.contains(person.extension)
              : call.personPerhaps.filter(person.extension::equals).isPresent();
      if (call.isOver() || (!isHere && !isTheirs)) {
        continue;
      }
      isInNone = false;
      boolean isCertain = isHere && isTheirs && call.sentAt.isAfter(person.cameAt);
      talks |= isCertain && talks(call);
      isRung |= isCertain && call.ringsNow() && call.withdrawnAt.isEmpty();
    }
    if (!isSure) {
      return Optional.empty();
    }
    return talks
        ? Optional.of(Glow.LIT)
        : isRung ? Optional.of(Glow.BLINKS) : isInNone ? Optional.of(Glow.DARK) : Optional.empty();
  }

  private boolean talks(WireCall call) {
    return call.isInConversation()
        && call.isAcknowledgedOrOurs()
        && !call.dialled.startsWith("*")
        && !call.wasUnknownThere
        && call.outcomeToldAt.isEmpty()
        && scene.talkOf(call).filter(talk -> talk.state == Talk.State.TALKING).isPresent();
  }
}
