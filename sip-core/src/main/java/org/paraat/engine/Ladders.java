package org.paraat.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.transport.Loop;

/** Keeps the events, commands and SIP messages of the latest calls; words are made when asked. */
final class Ladders implements CallLadders {
  private static final int MOST_CALLS = 1_000;
  private static final int MOST_TURNS_A_CALL = 400;
  private static final int MOST_LEGS_A_CALL = 40;
  private static final int MOST_LEGS = 4 * MOST_CALLS;

  private final Loop loop;
  private final SipLines sipLines;
  private final Map<CallId, Ladder> byCall;
  private final Map<LegId, Ladder> byLeg = new HashMap<>();
  private final SequencedMap<LegId, List<String>> sipCallIds = new LinkedHashMap<>();
  private long order;

  /** What is kept of one call. */
  private static final class Ladder {
    private final List<Turn> turns = new ArrayList<>();
    private final Set<LegId> legs = new LinkedHashSet<>();

    private void keep(Turn turn) {
      if (turns.size() < MOST_TURNS_A_CALL) {
        turns.add(turn);
      }
    }
  }

  /** One event with those of its commands that concern the call. */
  private record Turn(long order, Event event, List<Command> commands) {}

  /** A rung that still has to find its place. */
  private record Placed(long order, Rung rung) {}

  Ladders(Loop loop) {
    this.loop = loop;
    this.sipLines = new SipLines(MOST_LEGS, loop::now, () -> order++);
    this.byCall =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<CallId, Ladder> eldest) {
            if (size() <= MOST_CALLS) {
              return false;
            }
            eldest.getValue().legs.forEach(leg -> byLeg.remove(leg, eldest.getValue()));
            return true;
          }
        };
  }

  SipTap sipTap() {
    return sipLines;
  }

  /** Messages with this Call-ID belong to the leg. */
  void spokenIn(LegId leg, String sipCallId) {
    sipCallIds.computeIfAbsent(leg, _ -> new ArrayList<>(1)).add(sipCallId);
    if (sipCallIds.size() > MOST_LEGS) {
      sipCallIds.pollFirstEntry();
    }
  }

  /** Takes one turn: called on the loop for each, so it only sorts references. */
  void turned(Event event, List<Command> commands) {
    Ladder own = Touched.legOf(event).map(byLeg::get).orElse(null);
    if (own == null && commands.isEmpty()) {
      return;
    }
    if (own == null && event instanceof Event.Offered offered) {
      own = ofTheCallIn(commands, offered.leg());
    }
    long place = order++;
    if (own != null && commands.isEmpty()) {
      own.keep(new Turn(place, event, List.of()));
      return;
    }
    SequencedMap<Ladder, List<Command>> touched = new LinkedHashMap<>(4);
    if (own != null) {
      touched.put(own, new ArrayList<>(commands.size()));
    }
    for (Command command : commands) {
      sort(command, own, touched);
    }
    touched.forEach((ladder, its) -> ladder.keep(new Turn(place, event, its)));
  }

  private Ladder ofTheCallIn(List<Command> commands, LegId offered) {
    for (Command command : commands) {
      Optional<CallId> call = Touched.callOf(command);
      if (call.isPresent()) {
        Ladder ladder = of(call.get());
        join(ladder, offered);
        return ladder;
      }
    }
    return null;
  }

  /** Adds a command to every ladder that it concerns: to that of the event when to no other. */
  private void sort(Command command, Ladder own, Map<Ladder, List<Command>> touched) {
    Ladder named = Touched.callOf(command).map(this::of).orElse(null);
    Ladder last = null;
    if (named != null) {
      last = added(command, named, touched);
    }
    for (LegId leg : Touched.legsOf(command)) {
      if (named != null) {
        join(named, leg);
      }
      Ladder ladder = byLeg.get(leg);
      if (ladder != null && ladder != named && ladder != last) {
        last = added(command, ladder, touched);
      }
    }
    if (last == null && own != null) {
      added(command, own, touched);
    }
  }

  private static Ladder added(Command command, Ladder ladder, Map<Ladder, List<Command>> touched) {
    touched.computeIfAbsent(ladder, _ -> new ArrayList<>()).add(command);
    return ladder;
  }

  private Ladder of(CallId call) {
    return byCall.computeIfAbsent(call, _ -> new Ladder());
  }

  private void join(Ladder ladder, LegId leg) {
    if (ladder.legs.size() < MOST_LEGS_A_CALL && ladder.legs.add(leg)) {
      byLeg.put(leg, ladder);
    }
  }

  @Override
  public CompletionStage<List<Rung>> ladderOf(String callId) {
    var answer = new CompletableFuture<List<Rung>>();
    loop.execute(() -> answer.complete(rungsOf(callId)));
    return answer;
  }

  private List<Rung> rungsOf(String callId) {
    // asked for rarely: so calls are not kept by their written form
    return byCall.entrySet().stream()
        .filter(kept -> kept.getKey().toString().equals(callId))
        .findFirst()
        .map(kept -> rungsOf(kept.getValue()))
        .orElse(List.of());
  }

  private List<Rung> rungsOf(Ladder ladder) {
    var placed = new ArrayList<Placed>();
    for (Turn turn : ladder.turns) {
      Instant at = turn.event().at();
      String leg = Touched.legOf(turn.event()).map(LegId::toString).orElse("");
      placed.add(
          new Placed(
              turn.order(), new Rung(at, Kind.EVENT, leg, "", LadderWords.of(turn.event()))));
      for (Command command : turn.commands()) {
        String about = Touched.legsOf(command).stream().findFirst().map(LegId::toString).orElse("");
        placed.add(
            new Placed(
                turn.order(), new Rung(at, Kind.COMMAND, about, "", LadderWords.of(command))));
      }
    }
    for (LegId leg : ladder.legs) {
      for (String sipCallId : sipCallIds.getOrDefault(leg, List.of())) {
        for (SipLines.Line line : sipLines.of(sipCallId)) {
          Rung rung =
              new Rung(line.at(), line.kind(), leg.toString(), line.peer().toString(), line.text());
          placed.add(new Placed(line.order(), rung));
        }
      }
    }
    return placed.stream()
        .sorted(Comparator.comparingLong(Placed::order))
        .map(Placed::rung)
        .toList();
  }
}
