package org.paraat.pbx;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.paraat.pbx.vocabulary.CallerId;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.Origin;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.TrunkId;

/**
 * What the core takes for one turn of a call to a queue with eight free agents: offered, ringing,
 * answered, hung up.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueCallBenchmark {
  private static final int TURNS = 4;
  private static final NodeId NODE = new NodeId(1);
  private static final QueueCode QUEUE = new QueueCode("998");
  private static final Origin CARRIER = new Origin.FromTrunk(new TrunkId("carrier-a"));
  private static final CallerId PATIENT = new CallerId("0612345678", "");

  private Pbx pbx;
  private Instant now;
  private long calls;

  @Setup
  public void signOn() {
    pbx = new Pbx();
    now = Instant.parse("2026-01-05T08:00:00Z");
    calls = 0;
    List<Standing.AgentStanding> agents =
        IntStream.rangeClosed(1, 8)
            .mapToObj(
                i ->
                    new Standing.AgentStanding(
                        new ExtensionNumber("120" + i),
                        Optional.of(new DeviceId("desk" + i)),
                        List.of(QUEUE),
                        Standing.Pause.NOT_PAUSED))
            .toList();
    pbx.handle(
        new Event.Started(now, NODE, new DemoDirectory().build(), new Standing(agents, List.of())));
    for (int i = 1; i <= 8; i++) {
      pbx.handle(new Event.DeviceRegistered(now, new DeviceId("desk" + i)));
    }
  }

  @Benchmark
  @OperationsPerInvocation(TURNS)
  public List<Command> turnOfAQueueCall() {
    now = now.plusSeconds(1);
    LegId caller = new LegId(NODE, LegId.Direction.IN, ++calls);
    LegId agent =
        dialled(pbx.handle(new Event.Offered(now, caller, CARRIER, "0880000198", PATIENT)));
    pbx.handle(new Event.Ringing(now, agent));
    pbx.handle(new Event.Answered(now, agent));
    return pbx.handle(new Event.HungUp(now, caller, Cause.NORMAL));
  }

  private static LegId dialled(List<Command> commands) {
    for (Command command : commands) {
      if (command instanceof Command.Dial dial) {
        return dial.leg();
      }
    }
    throw new IllegalStateException("no agent rings: " + commands);
  }
}
