package org.paraat.pbx;

import static java.time.Duration.ZERO;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.paraat.pbx.directory.Queue;
import org.paraat.pbx.presence.Subject;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.pbx.vocabulary.Urgency;

/** What one turn of the core costs, as the mean over the four turns of a call to a queue. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class CoreTurnBenchmark {
  private static final int TURNS = 4;
  private static final Origin CARRIER = new Origin.FromTrunk(new TrunkId("carrier-a"));
  private static final CallerId PATIENT = new CallerId("0612345678", "");

  /** Callers who wait in the same queue all the while, behind whom the measured call would be. */
  @Param({"0", "3000"})
  int waiting;

  @Param({"20"})
  int agents;

  /** Lamps that phones watch: of the agents first, of queues in which nobody waits then. */
  @Param({"0", "500"})
  int lamps;

  private Pbx pbx;
  private Instant now = PbxTester.START;
  private long legs;
  private int changed;

  /** A post with agents of queue 998 who are free, and callers who wait in queue 999. */
  @Setup
  public void open() {
    var directory = new DemoDirectory();
    directory.devices.clear();
    directory.extensions.clear();
    var standing = new ArrayList<Standing.AgentStanding>();
    for (int i = 0; i < agents; i++) {
      directory.device("phone" + i);
      directory.person("2" + (100 + i), "Agent " + i);
      standing.add(
          new Standing.AgentStanding(
              new ExtensionNumber("2" + (100 + i)),
              Optional.of(new DeviceId("phone" + i)),
              List.of(new QueueCode("998")),
              Standing.Pause.NOT_PAUSED));
    }
    directory.mobileConnect = List.of();
    directory.sos = List.of();
    for (int i = 0; i < lamps - agents; i++) {
      directory.queue("6" + (1000 + i), Urgency.ROUTINE, Queue.RingStrategy.LONGEST_IDLE, ZERO);
    }
    pbx = new Pbx();
    pbx.handle(
        new Event.Started(
            now, PbxTester.NODE, directory.build(), new Standing(standing, List.of())));
    for (int i = 0; i < agents; i++) {
      pbx.handle(new Event.DeviceRegistered(now, new DeviceId("phone" + i)));
    }
    for (int i = 0; i < waiting; i++) {
      offered("0880000999");
    }
    for (int i = 0; i < Math.min(lamps, agents); i++) {
      pbx.watch(new Subject.OfPerson(new ExtensionNumber("2" + (100 + i))));
    }
    for (int i = 0; i < lamps - agents; i++) {
      pbx.watch(new Subject.OfQueue(new QueueCode("6" + (1000 + i))));
    }
  }

  private List<Command> offered(String number) {
    LegId leg = new LegId(PbxTester.NODE, LegId.Direction.IN, ++legs);
    return handle(new Event.Offered(now, leg, CARRIER, number, PATIENT, PbxTester.HOPS));
  }

  /** A call comes in, rings, is answered and ends. */
  @Benchmark
  @OperationsPerInvocation(TURNS)
  public int turn() {
    now = now.plus(Duration.ofMillis(20));
    changed = 0;
    LegId agent = null;
    for (Command command : offered("0880000198")) {
      if (command instanceof Command.Dial dial) {
        agent = dial.leg();
      }
    }
    handle(new Event.Ringing(now, agent));
    handle(new Event.Answered(now, agent));
    LegId caller = new LegId(PbxTester.NODE, LegId.Direction.IN, legs);
    handle(new Event.HungUp(now, caller, Cause.NORMAL));
    return changed;
  }

  private List<Command> handle(Event event) {
    List<Command> commands = pbx.handle(event);
    changed += pbx.takeChangedLamps().size();
    return commands;
  }
}
