package org.paraat.simulation;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What people were told about themselves: who sits where, who pauses, who is signed on. */
final class Beliefs {

  /** What one person knows of themselves. */
  static final class Person {
    final String extension;
    Optional<String> device = Optional.empty();
    Instant cameAt = Instant.EPOCH;
    boolean isPaused;
    final Set<String> queues = new LinkedHashSet<>();

    /** Codes that were dialled and not confirmed: until then nothing is sure. */
    int doubts;

    Person(String extension) {
      this.extension = extension;
    }

    boolean isSure() {
      return doubts == 0;
    }
  }

  private final Map<String, Person> people = new HashMap<>();
  private final Map<String, String> seats = new HashMap<>();
  private final Map<String, Integer> doubtfulSeats = new HashMap<>();

  Person person(String extension) {
    return people.computeIfAbsent(extension, Person::new);
  }

  Iterable<Person> all() {
    return people.values();
  }

  Optional<String> deviceOf(String extension) {
    return Optional.ofNullable(people.get(extension)).flatMap(person -> person.device);
  }

  Optional<Person> at(String device) {
    return Optional.ofNullable(seats.get(device)).map(this::person);
  }

  /** A code goes out: what it changes is open from now on. */
  void doubts(String extension, String device) {
    person(extension).doubts++;
    doubtfulSeats.merge(device, 1, Integer::sum);
  }

  /** The code was confirmed in words, or surely came to nothing. */
  void doubtsNoMore(String extension, String device) {
    person(extension).doubts--;
    doubtfulSeats.merge(device, -1, Integer::sum);
  }

  /** Whether it is sure who sits there, or that nobody does. */
  boolean isSureAt(String device) {
    return doubtfulSeats.getOrDefault(device, 0) == 0
        && at(device).map(Person::isSure).orElse(true);
  }

  void loggedIn(String extension, String device, Instant at) {
    loggedOut(extension);
    at(device).ifPresent(other -> loggedOut(other.extension));
    person(extension).device = Optional.of(device);
    person(extension).cameAt = at;
    seats.put(device, extension);
  }

  void loggedOut(String extension) {
    person(extension).device.ifPresent(seats::remove);
    person(extension).device = Optional.empty();
  }
}
