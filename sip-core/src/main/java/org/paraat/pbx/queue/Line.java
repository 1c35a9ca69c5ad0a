package org.paraat.pbx.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
  private final SortedMap<Claim, Place> offered = new TreeMap<>();
  private final SortedMap<Claim, Place> notCalledOut = new TreeMap<>();

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
    (place.offeredTo().isEmpty() ? notOffered : offered).put(place.claim(), place);
    if (!place.isCalledOut()) {
      notCalledOut.put(place.claim(), place);
    }
  }

  void remove(Place place) {
    places.remove(place.claim());
    notOffered.remove(place.claim());
    offered.remove(place.claim());
    notCalledOut.remove(place.claim());
  }

  Collection<Place> places() {
    return places.values();
  }

  /** Of whoever is served next; somebody waits. */
  Claim first() {
    return places.firstKey();
  }

  boolean isFirst(Place place) {
    return first().equals(place.claim());
  }

  /** Counted from one. */
  int positionOf(Place place) {
    return place.claim().equals(places.lastKey())
        ? places.size()
        : places.headMap(place.claim()).size() + 1;
  }

  /** Emergencies stand before all others. */
  boolean hasEmergency() {
    return !places.isEmpty() && places.get(places.firstKey()).isEmergency();
  }

  List<Place> emergencies() {
    var found = new ArrayList<Place>();
    for (Place place : places.values()) {
      if (!place.isEmergency()) {
        break;
      }
      found.add(place);
    }
    return found;
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /** Whose turn it is when one more agent is free. */
  Optional<Place> next() {
    SortedMap<Claim, Place> candidates =
        switch (queue.strategy()) {
          case LONGEST_IDLE -> notOffered;
          case RING_ALL -> places;
        };
    return first(candidates);
  }

  /** Who waits for the longest without a phone ringing for them. */
  Optional<Place> firstNotOffered() {
    return first(notOffered);
  }

  /** Those for whom agents' phones ring. */
  Collection<Place> offered() {
    return offered.values();
  }

  void offered(Place place, ExtensionNumber agent) {
    place.offeredTo().add(agent);
    notOffered.remove(place.claim());
    offered.put(place.claim(), place);
  }

  void offerEnded(Place place, ExtensionNumber agent) {
    if (place.offeredTo().remove(agent) && place.offeredTo().isEmpty()) {
      offered.remove(place.claim());
      notOffered.put(place.claim(), place);
    }
  }

  private static Optional<Place> first(SortedMap<Claim, Place> of) {
    return of.isEmpty() ? Optional.empty() : Optional.of(of.get(of.firstKey()));
  }

  /** Those for whom the stand-by phones do not ring: they do from now on. */
  List<Place> takeNotCalledOut() {
    if (notCalledOut.isEmpty()) {
      return List.of();
    }
    List<Place> taken = List.copyOf(notCalledOut.values());
    taken.forEach(place -> place.calledOut(true));
    notCalledOut.clear();
    return taken;
  }

  /** The stand-by phones no longer ring for this place. */
  void calledOutInVain(Place place) {
    place.calledOut(false);
    notCalledOut.put(place.claim(), place);
  }
}
