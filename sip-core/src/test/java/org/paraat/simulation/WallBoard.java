package org.paraat.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.AgentState;

/** The rule of what all can see of an agent: free, in a call, paused, and in which queues. */
final class WallBoard {
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
  private static final Duration SHOWN_WITHIN = Duration.ofMillis(3500);
  private static final Duration TALKS_SURELY = Duration.ofSeconds(2);

  private final Scene scene;
  private final Witness witness;
  private final Map<String, Instant> oddSince = new HashMap<>();
  private Supplier<List<View.QueueView>> board = List::of;
  private Instant lookedAt = Instant.EPOCH;

  WallBoard(Scene scene, Witness witness) {
    this.scene = scene;
    this.witness = witness;
  }

  void reads(Supplier<List<View.QueueView>> queues) {
    board = queues;
  }

  void platformDied() {
    oddSince.clear();
  }

  void look(Instant now, List<Beliefs.Person> free) {
    if (now.isBefore(lookedAt.plus(BETWEEN_LOOKS))) {
      return;
    }
    lookedAt = now;
    Map<String, Set<String>> queues = new LinkedHashMap<>();
    Map<String, AgentState> states = new LinkedHashMap<>();
    for (View.QueueView queue : board.get()) {
      for (View.AgentView agent : queue.agents()) {
        String person = agent.extension().digits();
        queues.computeIfAbsent(person, _ -> new HashSet<>()).add(queue.code().digits());
        states.put(person, agent.state());
      }
    }
    for (Beliefs.Person person : scene.beliefs.all()) {
      Set<String> shownIn = queues.getOrDefault(person.extension, Set.of());
      Optional<AgentState> shown = Optional.ofNullable(states.get(person.extension));
      boolean isOdd =
          isSure(person)
              && (!shownIn.equals(person.queues)
                  || shown.filter(state -> isOdd(person, state, free, now)).isPresent());
      if (!isOdd) {
        oddSince.remove(person.extension);
      } else if (oddSince
          .computeIfAbsent(person.extension, _ -> now)
          .plus(SHOWN_WITHIN)
          .isBefore(now)) {
        oddSince.remove(person.extension);
        scene.broken(
            Invariant.AGENTS_ARE_SHOWN_AS_THEY_ARE,
            person.extension + " at " + person.device + person.queues + " is " + shown + shownIn);
      }
    }
  }

  private boolean isSure(Beliefs.Person person) {
    return person.isSure() && person.device.map(scene.beliefs::isSureAt).orElse(true);
  }

  private boolean isOdd(
      Beliefs.Person person, AgentState shown, List<Beliefs.Person> free, Instant now) {
    return switch (shown) {
      case AVAILABLE -> person.isPaused || person.device.isEmpty() || talks(person, now);
      case RINGING, WRAPUP -> free.contains(person) || talks(person, now);
      case TALKING -> free.contains(person);
      case PAUSED -> !person.isPaused || talks(person, now);
      case UNREACHABLE -> free.contains(person);
    };
  }

  private boolean talks(Beliefs.Person person, Instant now) {
    for (WireCall call : witness.all()) {
      boolean isTalk =
          call.way == WireCall.Way.OUT
              && call.isInConversation()
              && !call.isMuddled
              && !call.wasUnknownThere
              && call.openTransfers == 0
              && call.outcomeToldAt.isEmpty()
              && call.leftSince.isEmpty()
              && call.hears.isPresent()
              && call.sentAt.isAfter(person.cameAt)
              && call.personThen.filter(person.extension::equals).isPresent()
              && call.finalAt.filter(at -> at.plus(TALKS_SURELY).isBefore(now)).isPresent()
              && scene.deviceAt(call.station).equals(person.device);
      if (isTalk) {
        return true;
      }
    }
    return false;
  }
}
