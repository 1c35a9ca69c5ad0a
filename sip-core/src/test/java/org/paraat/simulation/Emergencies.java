package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The rules of emergencies: who talks is rung for them too, and who gave up is called back. */
final class Emergencies {
  private static final Duration RUNG_WITHIN = Duration.ofMillis(1500);
  private static final Duration TALKS_SURELY = Duration.ofSeconds(6);
  private static final Duration NOTED_WITHIN = Duration.ofMillis(500);
  private static final Duration LONGEST_LOOKED_AT = Duration.ofSeconds(5);

  private final Scene scene;
  private final Witness witness;
  private final Callers callers;
  private final Map<WireCall, Instant> notRungFor = new HashMap<>();
  private final Set<WireCall> judged = new HashSet<>();
  private Supplier<List<String>> callBacks = List::of;

  Emergencies(Scene scene, Witness witness, Callers callers) {
    this.scene = scene;
    this.witness = witness;
    this.callers = callers;
  }

  /** Where the numbers stand that are to be called back. */
  void readsTasks(Supplier<List<String>> numbers) {
    callBacks = numbers;
  }

  void platformDied() {
    notRungFor.clear();
    judged.clear();
  }

  void look(WireCall call, Instant now) {
    if (call.isOver()) {
      notRungFor.remove(call);
      isCalledBack(call, now);
      return;
    }
    boolean waits =
        scene.queueHeardBy(call).filter(Post.EMERGENCY_QUEUE::equals).isPresent()
            && !call.isMuddled
            && call.firstPartner.isEmpty()
            && !callers.isOffered(call);
    Optional<Beliefs.Person> talker = waits ? someoneWhoTalks(now) : Optional.empty();
    if (talker.isEmpty()) {
      notRungFor.remove(call);
    } else if (notRungFor.computeIfAbsent(call, _ -> now).plus(RUNG_WITHIN).isBefore(now)) {
      notRungFor.remove(call);
      scene.broken(
          Invariant.EMERGENCY_IS_RUNG_FOR,
          call.told() + " waits, and " + talker.get().extension + " only talks");
    }
  }

  /** A member with one routine conversation, for a while and undisturbed. */
  private Optional<Beliefs.Person> someoneWhoTalks(Instant now) {
    for (Beliefs.Person person : scene.beliefs.all()) {
      boolean isMember =
          person.isSure() && !person.isPaused && person.queues.contains(Post.EMERGENCY_QUEUE);
      if (isMember && person.device.filter(device -> talksAt(device, now)).isPresent()) {
        return Optional.of(person);
      }
    }
    return Optional.empty();
  }

  private boolean talksAt(String device, Instant now) {
    boolean isKnown =
        scene.hasSingleContact(device)
            && scene.beliefs.isSureAt(device)
            && scene.phones.values().stream()
                .filter(phone -> phone.device.equals(device))
                .allMatch(phone -> isWell(phone, now));
    if (!isKnown) {
      return false;
    }
    int talks = 0;
    for (WireCall other : witness.all()) {
      if (scene.deviceAt(other.station).filter(device::equals).isEmpty()) {
        continue;
      }
      boolean isTalk =
          other.isInConversation()
              && other.hears.isPresent()
              && !other.isUrgent
              && other.queue.filter(code -> !code.equals(Post.EMERGENCY_QUEUE)).isPresent()
              && other.openTransfers == 0
              && !other.descriptions.isOnHold()
              && other.finalAt.filter(at -> at.plus(TALKS_SURELY).isBefore(now)).isPresent();
      if (isTalk) {
        talks++;
      } else if (other.sentAt.plusSeconds(16).isAfter(now) || !other.isOver()) {
        return false; // it rang, refused or dialled a moment ago
      }
    }
    return talks == 1;
  }

  private static boolean isWell(DeskPhone phone, Instant now) {
    return phone.hasPower()
        && !phone.isMute()
        && phone.acceptedUntil().isAfter(now.plusSeconds(3))
        && phone.acceptedFrom().isBefore(now.minusSeconds(1));
  }

  // --- who gave up ---

  private void isCalledBack(WireCall call, Instant now) {
    Instant end = call.endedAt().orElse(now);
    boolean isDue =
        end.plus(NOTED_WITHIN).isBefore(now) && end.plus(LONGEST_LOOKED_AT).isAfter(now);
    boolean gaveUp =
        isDue
            && call.isAcknowledged
            && !call.isByeOurs
            && call.byeAt.isPresent()
            && !call.isMuddled
            && call.firstPartner.isEmpty()
            && call.handedOverAt.isEmpty()
            && call.dialled.equals(Post.EMERGENCY_NUMBER)
            && call.finalAt.filter(at -> at.plusSeconds(1).isBefore(end)).isPresent();
    if (gaveUp && judged.add(call) && callers.shownAs(call.shown).isEmpty()) {
      List<String> numbers = callBacks.get();
      if (numbers.stream().noneMatch(number -> number.endsWith(call.user.substring(1)))) {
        scene.broken(
            Invariant.EMERGENCY_IS_NOT_FORGOTTEN,
            call.told() + " gave up, and to be called back: " + numbers);
      }
    }
  }
}
