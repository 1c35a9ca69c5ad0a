package org.paraat.pbx.queue;

import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.paraat.pbx.agents.StandbyLine.Claim;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.vocabulary.ExtensionNumber;

/** The callers of one queue, in the order in which they are served. */
final class Line {
  private Queue queue;
  private final SortedMap<Claim, Place> places = new TreeMap<>();
  private final SortedMap<Claim, Place> notOffered = new TreeMap<>();

  Line(Queue queue) {
    this.queue = queue;
  }

  Queue queue() {
    return queue;
  }

  void adopt(Queue changed) {
    queue = changed;
  }

  void add(Place place) {
    places.put(place.claim(), place);
    if (place.offeredTo().isEmpty()) {
      notOffered.put(place.claim(), place);
    }
  }

  void remove(Place place) {
    places.remove(place.claim());
    notOffered.remove(place.claim());
  }

  Collection<Place> places() {
    return places.values();
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** How many are before this place, itself included. */
  int positionOf(Place place) {
    return places.headMap(place.claim()).size() + 1;
  }

  /** Whose turn it is when one more agent is free. */
  Optional<Place> next() {
    SortedMap<Claim, Place> candidates =
        switch (queue.strategy()) {
          case LONGEST_IDLE -> notOffered;
          case RING_ALL -> places;
        };
    return candidates.isEmpty()
        ? Optional.empty()
        : Optional.of(candidates.get(candidates.firstKey()));
  }

  void offered(Place place, ExtensionNumber agent) {
    place.offeredTo().add(agent);
    notOffered.remove(place.claim());
  }

  void offerEnded(Place place, ExtensionNumber agent) {
    if (place.offeredTo().remove(agent) && place.offeredTo().isEmpty()) {
      notOffered.put(place.claim(), place);
    }
  }
}
