package org.paraat.engine;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.paraat.engine.journal.Journal;
import org.paraat.pbx.Pbx;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.sip.transport.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the PBX: one event after the other becomes one turn, whose commands run when it succeeded.
 *
 * <p>It lives on the SIP loop's thread, so that a call costs no change of thread; nothing that a
 * turn or a command throws ends it.
 */
final class CoreLoop {
  private static final Logger LOG = LoggerFactory.getLogger(CoreLoop.class);

  /** So many turns at once, then the network gets its turn. */
  private static final int MOST_TURNS_AT_ONCE = 1_000;

  private static final int MOST_FINDINGS = 20;

  private final Loop loop;
  private final Pbx pbx;
  private final Journal journal;
  private final Ladders ladders;
  private final Meters meters;
  private final EngineSettings.Audit audit;
  private final List<String> findings = new ArrayList<>();
  private final ArrayDeque<Event> inbox = new ArrayDeque<>();
  private Confirmations runner;
  private Runnable afterTurn = () -> {};
  private boolean isTurning;
  private Instant latest = Instant.EPOCH;

  CoreLoop(
      Loop loop,
      Pbx pbx,
      Journal journal,
      Ladders ladders,
      Meters meters,
      EngineSettings.Audit audit) {
    this.loop = loop;
    this.pbx = pbx;
    this.journal = journal;
    this.ladders = ladders;
    this.meters = meters;
    this.audit = audit;
  }

  /** Who carries out what the PBX asks for; said once, before the first event. */
  void commandsRunBy(Confirmations chosen) {
    runner = chosen;
  }

  /** Who looks at what each turn has changed, when its commands have run. */
  void afterEachTurn(Runnable looks) {
    afterTurn = looks;
  }

  Pbx pbx() {
    return pbx;
  }

  /**
   * The time for a new event: never before that of an earlier one, whatever the wall clock does.
   */
  Instant now() {
    Instant now = loop.now();
    latest = now.isBefore(latest) ? latest : now;
    return latest;
  }

  /** Takes an event: on the loop only; its turn has been when this returns, unless one goes on. */
  void happened(Event event) {
    inbox.add(event);
    if (!isTurning) {
      drain();
    }
  }

  /** Takes note of something from another thread, such as a media loop. */
  void soon(Runnable what) {
    loop.execute(what);
  }

  /** On which all of this happens, and what is to happen later. */
  Loop loop() {
    return loop;
  }

  private void drain() {
    isTurning = true;
    try {
      for (int turns = 0; turns < MOST_TURNS_AT_ONCE; turns++) {
        Event next = inbox.poll();
        if (next == null) {
          return;
        }
        meters.inboxHad(inbox.size());
        turn(next);
      }
      loop.execute(this::drain);
    } finally {
      isTurning = false;
    }
  }

  private void turn(Event event) {
    long began = System.nanoTime();
    List<Command> commands = decided(event);
    meters.turned(System.nanoTime() - began);
    count(event, commands);
    journal.record(event, commands);
    ladders.turned(event, commands);
    runner.run(event, commands);
    lookAfterTurn();
    if (audit == EngineSettings.Audit.EACH_TURN) {
      audit(event);
    }
  }

  private void lookAfterTurn() {
    try {
      afterTurn.run();
    } catch (RuntimeException e) {
      LOG.error("What a turn changed could not be shown", e);
      meters.commandFailed();
    }
  }

  private void count(Event event, List<Command> commands) {
    // a call back is asked for only when nothing stands in its way: see Engine
    if (event instanceof Event.Offered || event instanceof Event.CallBackAsked) {
      meters.callStarted();
    }
    for (Command command : commands) {
      if (command instanceof Command.Save(var change)) {
        meters.saved(change);
      }
    }
  }

  private void audit(Event after) {
    for (String finding : pbx.audit()) {
      LOG.error("Not sound after {}: {}", after.getClass().getSimpleName(), finding);
      meters.foundUnsound();
      if (findings.size() < MOST_FINDINGS) {
        findings.add(finding + " after " + after);
      }
    }
  }

  /** What audits have found so far, the first ones. */
  List<String> findings() {
    return List.copyOf(findings);
  }

  private List<Command> decided(Event event) {
    try {
      return pbx.handle(event);
    } catch (RuntimeException e) {
      // Danger: the PBX ends a call that it is wrong about by itself; what gets here is its own
      // bug.
      LOG.error("A turn failed on {}", event.getClass().getSimpleName(), e);
      meters.turnFailed();
      audit(event);
      return List.of();
    }
  }
}
