package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody and everything of an evening that the rules speak of. */
final class Scene {

  /** A rule that did not hold, once and how. */
  record Finding(Invariant invariant, Instant at, String how) {}

  final World world;
  final Beliefs beliefs = new Beliefs();
  final Map<String, DeskPhone> phones = new LinkedHashMap<>();
  final Map<String, CarrierLine> carriers = new LinkedHashMap<>();
  final Map<String, Integer> contacts = new HashMap<>();
  final Map<String, String> positions = new HashMap<>();

  /** Where somebody believes that somebody is parked. */
  final List<String> placesInUse = new ArrayList<>();

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Instant> troubledUntil = new HashMap<>();
  private final Map<String, Instant> notSurelyFreeUntil = new HashMap<>();

  Scene(World world) {
    this.world = world;
  }

  void broken(Invariant invariant, String how) {
    findings.add(new Finding(invariant, world.now(), how));
  }

  Optional<Finding> firstFinding() {
    return findings.stream().findFirst();
  }

  Optional<String> deviceAt(String address) {
    return Optional.ofNullable(phones.get(address)).map(phone -> phone.device);
  }

  Optional<CarrierLine> carrierAt(String address) {
    return Optional.ofNullable(carriers.get(address));
  }

  /** The call as the telephone at its end knows it. */
  Optional<Talk> talkOf(WireCall call) {
    Telephones there = phones.get(call.station);
    if (there == null) {
      there = carriers.get(call.station);
    }
    return there == null ? Optional.empty() : there.talkOf(call.callId);
  }

  /** Whether the telephone has not hung up, whatever the platform knows of it. */
  boolean isStillThere(WireCall call) {
    return talkOf(call).filter(talk -> !talk.isOver()).isPresent();
  }

  /** The queue in which a caller hears that they wait. */
  Optional<String> queueOf(WireCall caller) {
    return talkOf(caller)
        .filter(talk -> !talk.prompts.isEmpty())
        .map(talk -> talk.prompts.getLast())
        .filter(prompt -> prompt.startsWith(Post.MUSIC))
        .map(prompt -> prompt.substring(Post.MUSIC.length()));
  }

  /** The queue whose music sounds to a caller now. */
  Optional<String> queueHeardBy(WireCall caller) {
    return talkOf(caller)
        .flatMap(talk -> world.media.promptAt(talk.ear))
        .filter(prompt -> prompt.startsWith(Post.MUSIC))
        .map(prompt -> prompt.substring(Post.MUSIC.length()));
  }

  boolean hasSingleContact(String device) {
    return contacts.getOrDefault(device, 0) == 1;
  }

  /** Its power, program or network fails, or did so a moment ago. */
  void isInTrouble(String device, Duration time) {
    isNotSurelyFree(device, time);
    troubledUntil.merge(device, world.now().plus(time), (a, b) -> a.isAfter(b) ? a : b);
  }

  boolean isInTrouble(String device) {
    return world.now().isBefore(troubledUntil.getOrDefault(device, Instant.EPOCH));
  }

  void isNotSurelyFree(String device, Duration time) {
    Instant until = world.now().plus(time);
    notSurelyFreeUntil.merge(device, until, (a, b) -> a.isAfter(b) ? a : b);
  }

  boolean maySurelyBeFree(String device) {
    return !world.now().isBefore(notSurelyFreeUntil.getOrDefault(device, Instant.EPOCH));
  }
}
