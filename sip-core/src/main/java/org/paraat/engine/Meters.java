package org.paraat.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.paraat.pbx.vocabulary.Alarm;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.SipCounters;
import org.paraat.sip.subscription.EventPackage;
import org.paraat.sip.subscription.Notifier;
import org.paraat.sip.subscription.Told;
import org.paraat.sip.transport.Refusal;

/** What the operators' graphs are drawn from; counting costs a few nanoseconds. */
final class Meters {
  private final MeterRegistry registry;
  private final LongAdder events = new LongAdder();
  private final LongAdder turnNanos = new LongAdder();
  private final LongAdder failedTurns = new LongAdder();
  private final LongAdder failedCommands = new LongAdder();
  private final LongAdder findings = new LongAdder();
  private final LongAdder refusedRequests = new LongAdder();
  private final Map<Alarm.Kind, Counter> alarms = new EnumMap<>(Alarm.Kind.class);
  private final LongAdder callsStarted = new LongAdder();
  private final LongAdder callsEnded = new LongAdder();
  private final Map<Cause.Blame, Counter> endings = new EnumMap<>(Cause.Blame.class);
  private final LongAdder openSessions = new LongAdder();
  private final EmergencyMeters emergencies;
  private final TrunkMeters trunks;
  private final LongAdder turnedAway = new LongAdder();
  private volatile long longestTurnNanos;
  private volatile int deepestInbox;

  Meters(MeterRegistry registry) {
    this.registry = registry;
    emergencies = new EmergencyMeters(registry);
    trunks = new TrunkMeters(registry);
    counter("paraat.calls.turned.away", "calls for which there was no room", turnedAway);
    counter("paraat.core.events", "events that the PBX has handled", events);
    counter("paraat.core.turns.failed", "turns that ended in an exception", failedTurns);
    counter("paraat.core.commands.failed", "commands that ended in an exception", failedCommands);
    counter("paraat.core.audit.findings", "what audits of the state found", findings);
    counter("paraat.sip.requests.refused", "requests of unknown senders", refusedRequests);
    FunctionCounter.builder("paraat.core.turns.seconds", turnNanos, nanos -> nanos.sum() / 1e9)
        .description("time that all turns took together")
        .register(registry);
    TimeGauge.builder(
            "paraat.core.turns.longest", this, TimeUnit.NANOSECONDS, m -> m.longestTurnNanos)
        .description("the longest turn since the start")
        .register(registry);
    Gauge.builder("paraat.core.inbox.deepest", this, meters -> meters.deepestInbox)
        .description("most events that ever waited for their turn")
        .register(registry);
    Gauge.builder("paraat.calls", this, m -> m.callsStarted.sum() - m.callsEnded.sum())
        .description("calls that go on")
        .register(registry);
    counter("paraat.calls.started", "calls that came in", callsStarted);
    gauge("paraat.media.sessions", "RTP sessions that are open", openSessions, LongAdder::sum);
    for (Cause.Blame blame : Cause.Blame.values()) {
      endings.put(
          blame,
          Counter.builder("paraat.calls.ended")
              .description("calls that have ended, and whose business that was")
              .tag("blame", blame.name())
              .register(registry));
    }
    for (Alarm.Kind kind : Alarm.Kind.values()) {
      alarms.put(
          kind, Counter.builder("paraat.alarms").tag("kind", kind.name()).register(registry));
    }
  }

  private void counter(String name, String description, LongAdder adder) {
    FunctionCounter.builder(name, adder, LongAdder::sum)
        .description(description)
        .register(registry);
  }

  /** What SIP counts by itself. */
  void watch(SipCounters sip) {
    countOf("paraat.sip.received", sip, SipCounters::received);
    countOf("paraat.sip.sent", sip, SipCounters::sent);
    countOf("paraat.sip.retransmitted", sip, SipCounters::retransmitted);
    for (Drop drop : Drop.values()) {
      FunctionCounter.builder("paraat.sip.dropped", sip, counters -> counters.dropped(drop))
          .tag("because", drop.name())
          .description("SIP messages that were thrown away")
          .register(registry);
    }
    for (Refusal refusal : Refusal.values()) {
      FunctionCounter.builder("paraat.sip.connections.refused", sip, c -> c.refused(refusal))
          .tag("because", refusal.name())
          .description("SIP connections that were turned away or ended by us")
          .register(registry);
    }
  }

  /** What the lamps on phones count by themselves. */
  void watch(Notifier notifier) {
    for (EventPackage event : EventPackage.values()) {
      Gauge.builder("paraat.subscriptions", notifier, n -> n.count(event))
          .tag("event", event.token())
          .description("what phones watch")
          .register(registry);
    }
    FunctionCounter.builder("paraat.notifies.sent", notifier.told(), Told::countSent)
        .description("NOTIFYs for lamps and waiting messages")
        .register(registry);
    FunctionCounter.builder("paraat.notifies.failed", notifier.told(), Told::countFailed)
        .description("NOTIFYs that were refused or not answered")
        .register(registry);
  }

  private void countOf(String name, SipCounters sip, ToDoubleFunction<SipCounters> reading) {
    FunctionCounter.builder(name, sip, reading).register(registry);
  }

  /** Reads something at the time of asking, from the asker's thread. */
  <T> void gauge(String name, String description, T owner, ToDoubleFunction<T> reading) {
    Gauge.builder(name, owner, reading).description(description).register(registry);
  }

  /** Called on the loop only, as are the others: so no update is lost. */
  void turned(long nanos) {
    events.increment();
    turnNanos.add(nanos);
    if (nanos > longestTurnNanos) {
      longestTurnNanos = nanos;
    }
  }

  void inboxHad(int waiting) {
    if (waiting > deepestInbox) {
      deepestInbox = waiting;
    }
  }

  void turnFailed() {
    failedTurns.increment();
  }

  void foundUnsound() {
    findings.increment();
  }

  void commandFailed() {
    failedCommands.increment();
  }

  void requestRefused() {
    refusedRequests.increment();
  }

  void callStarted() {
    callsStarted.increment();
  }

  boolean haveCallsStarted() {
    return callsStarted.sum() > 0;
  }

  void saved(Change change) {
    if (change instanceof Change.CallEnded(var call)) {
      // one that a kill has cut off began in a life that counted for itself
      if (!call.cause().equals(Optional.of(Cause.PLATFORM_RESTARTED))) {
        callsEnded.increment();
      }
      if (call.cause().filter(Cause.OVERLOAD::equals).isPresent()) {
        turnedAway();
      }
      endings.get(call.cause().orElse(Cause.NORMAL).blame()).increment();
    }
    emergencies.saved(change);
  }

  void turnedAway() {
    turnedAway.increment();
  }

  TrunkMeters trunks() {
    return trunks;
  }

  void sessionOpened() {
    openSessions.increment();
  }

  void sessionClosed() {
    openSessions.decrement();
  }

  void alarmed(Alarm.Kind kind) {
    alarms.get(kind).increment();
  }
}
