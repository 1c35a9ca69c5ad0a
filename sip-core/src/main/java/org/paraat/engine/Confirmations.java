package org.paraat.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Destination;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds back what a phone that dialled a code is told, until the change that it is told of is on
 * disk. Used on the loop only.
 *
 * <p>Whatever is asked for such a leg afterwards waits behind it. Every other leg is none of its
 * business: no call to a person, a queue or the emergency services ever waits here.
 */
final class Confirmations {
  private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

  /** Then the change is confirmed all the same: it is in memory, and the operators are told. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Loop loop;
  private final CoreLoop core;
  private final CommandRunner runner;
  private final Storage storage;
  private final Alarms alarms;
  private final Map<LegId, ArrayDeque<Held>> toldOfChanges = new LinkedHashMap<>();
  private boolean isLate;

  /** Opens once, when a change is on disk or that took too long. */
  private static final class Gate {
    private boolean isOpen;
  }

  private record Held(Command command, Gate gate) {}

  Confirmations(Loop loop, CoreLoop core, CommandRunner runner, Storage storage, Alarms alarms) {
    this.loop = loop;
    this.core = core;
    this.runner = runner;
    this.storage = storage;
    this.alarms = alarms;
  }

  /** Runs the commands of one turn, those that confirm a change when it is on disk. */
  void run(Event event, List<Command> commands) {
    note(event);
    if (toldOfChanges.isEmpty()) {
      commands.forEach(runner::run);
    } else {
      runWithCare(commands);
    }
  }

  private void note(Event event) {
    if (event instanceof Event.Offered offered && offered.from() instanceof Origin.FromDevice) {
      Destination to = core.pbx().route(offered.from(), offered.dialled()).destination();
      if (to instanceof Destination.ToFeatureCode) {
        toldOfChanges.put(offered.leg(), new ArrayDeque<>());
      }
    } else if (event instanceof Event.HungUp(_, var leg, _)) {
      // what waits for it would be passed over anyway
      toldOfChanges.remove(leg);
    }
  }

  private void runWithCare(List<Command> commands) {
    var gate = new Gate();
    gate.isOpen = commands.stream().noneMatch(Confirmations::changesState);
    boolean isHolding = false;
    for (Command command : commands) {
      Optional<ArrayDeque<Held>> line = lineFor(command);
      if (line.isEmpty() || (gate.isOpen && line.get().isEmpty())) {
        run(command);
      } else {
        line.get().add(new Held(command, gate));
        isHolding |= !gate.isOpen;
      }
    }
    if (isHolding) {
      whenKept(() -> open(gate));
    }
  }

  private Optional<ArrayDeque<Held>> lineFor(Command command) {
    return Touched.legsOf(command).stream()
        .filter(toldOfChanges::containsKey)
        .findFirst()
        .map(toldOfChanges::get);
  }

  private static boolean changesState(Command command) {
    return command instanceof Command.Save(var change)
        && switch (change) {
          case Change.AgentChanged _, Change.SwitchPositionChanged _ -> true;
          // a task opens or closes by what happens to a caller, and no code is told of it
          case Change.TaskOpened _,
              Change.TaskClosed _,
              Change.CallGoesOn _,
              Change.CallEnded _,
              Change.LegMeasured _ ->
              false;
        };
  }

  private void run(Command command) {
    if (command instanceof Command.HangUp(var leg, _)) {
      toldOfChanges.remove(leg);
    }
    runner.run(command);
  }

  private void open(Gate gate) {
    gate.isOpen = true;
    for (ArrayDeque<Held> line : List.copyOf(toldOfChanges.values())) {
      while (!line.isEmpty() && line.peek().gate().isOpen) {
        run(line.poll().command());
      }
    }
  }

  /** Runs something on the loop when all that was saved so far is on disk, or that takes long. */
  void whenKept(Runnable then) {
    var waiting = new Waiting(then);
    waiting.tooLate = loop.schedule(LONGEST_WAIT, waiting::isTooLate);
    try {
      storage.whenKept(waiting::isKept);
    } catch (RuntimeException e) {
      LOG.error("The store does not say when a change is on disk", e);
      waiting.isTooLate();
    }
  }

  /** Something that waits for the disk, for a bounded time. */
  private final class Waiting {
    private final Runnable then;
    private Loop.Timer tooLate;
    private boolean isOver;

    private Waiting(Runnable then) {
      this.then = then;
    }

    private void isKept() {
      if (loop.isCurrent()) {
        goOnInTime();
      } else {
        loop.execute(this::goOnInTime);
      }
    }

    private void goOnInTime() {
      if (!isOver) {
        isLate = false;
        goOn();
      }
    }

    private void isTooLate() {
      if (isOver) {
        return;
      }
      if (!isLate) {
        isLate = true;
        alarms.raise(
            new Alarm(
                Alarm.Kind.CONFIRMED_BEFORE_ON_DISK,
                "disk",
                "a change was confirmed that is in memory alone, as the disk took more than "
                    + LONGEST_WAIT.toSeconds()
                    + " s: look at the disk of the data folder"));
      }
      goOn();
    }

    private void goOn() {
      isOver = true;
      tooLate.cancel();
      then.run();
    }
  }
}
