package org.paraat.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.paraat.engine.CallHistory;
import org.paraat.engine.CallLadders;
import org.paraat.engine.Switchboard;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.directory.Switch;
import org.paraat.pbx.view.View;
import org.paraat.pbx.view.View.AgentState;
import org.paraat.pbx.view.View.AgentView;
import org.paraat.pbx.view.View.DeviceView;
import org.paraat.pbx.view.View.PeerView;
import org.paraat.pbx.view.View.QueueView;
import org.paraat.pbx.view.View.Reachability;
import org.paraat.pbx.view.View.SwitchView;
import org.paraat.pbx.view.View.TrunkState;
import org.paraat.pbx.view.View.TrunkView;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Cause;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.ExtensionNumber;
import org.paraat.pbx.vocabulary.LegId;
import org.paraat.pbx.vocabulary.LegId.Direction;
import org.paraat.pbx.vocabulary.LegQuality;
import org.paraat.pbx.vocabulary.NodeId;
import org.paraat.pbx.vocabulary.PeerId;
import org.paraat.pbx.vocabulary.PhoneNumber;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Quality;
import org.paraat.pbx.vocabulary.QueueCode;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.pbx.vocabulary.Task;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.provisioning.database.Database;

/** A platform on one afternoon, that does nothing but stand where it is put. */
public final class DemoPlatform implements Switchboard, CallHistory, CallLadders {
  public static final Instant NOW = Instant.parse("2026-01-01T03:00:00Z");

  public final Directory directory = DemoDirectory.of();
  public final List<String> turns = new CopyOnWriteArrayList<>();
  public final List<String> done = new CopyOnWriteArrayList<>();
  public final ClosedTasks closed = new ClosedTasks();
  public final List<CallRecord> ended = new CopyOnWriteArrayList<>();
  public final AtomicInteger views = new AtomicInteger();
  public volatile boolean isReady = true;
  public volatile boolean isDatabaseUp = true;
  public volatile boolean isHistoryComplete = true;
  public volatile boolean isStuck;
  private volatile View view = firstView();

  public DemoPlatform() {
    ended.add(ended(3, NOW.minusSeconds(600), Cause.NORMAL, Optional.of("1201")));
    ended.add(ended(2, NOW.minusSeconds(900), Cause.CALLER_GAVE_UP, Optional.empty()));
  }

  @Override
  public CompletionStage<View> view() {
    views.incrementAndGet();
    return isStuck ? new CompletableFuture<>() : CompletableFuture.supplyAsync(() -> view);
  }

  @Override
  public CompletionStage<TurnOutcome> turn(SwitchId id, PositionId position, String by) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Switch> known = directory.switchOf(id);
          if (known.isEmpty()) {
            return TurnOutcome.UNKNOWN_SWITCH;
          }
          if (known.get().position(position).isEmpty()) {
            return TurnOutcome.UNKNOWN_POSITION;
          }
          turns.add(id + " " + position + " " + by);
          change(now -> withSwitch(now, id, position));
          return TurnOutcome.TURNED;
        });
  }

  @Override
  public boolean isReadyForCalls() {
    return isReady;
  }

  @Override
  public List<CallRecord> recent(int limit) {
    requireDatabase();
    return ended.stream()
        .sorted(Comparator.comparing(CallRecord::startedAt).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public boolean isComplete() {
    return isHistoryComplete;
  }

  @Override
  public Optional<CallRecord> byId(String id) {
    requireDatabase();
    return ended.stream().filter(call -> call.id().toString().equals(id)).findFirst();
  }

  private void requireDatabase() {
    if (Thread.currentThread().getName().contains("eventloop")) {
      throw new AssertionError("the history was asked on a web loop");
    }
    if (!isDatabaseUp) {
      new Database().ask(transaction -> true);
    }
  }

  @Override
  public CompletionStage<List<Rung>> ladderOf(String callId) {
    return CompletableFuture.completedFuture(
        callId.equals(id(4).toString())
            ? List.of(
                new Rung(
                    NOW, Kind.SIP_RECEIVED, "1.in.4", "127.0.0.1:5080", "INVITE sip:0880000100"),
                new Rung(NOW, Kind.EVENT, "1.in.4", "", "offered"))
            : List.of());
  }

  /** Who gave up; a number that is empty was withheld. */
  public static Task task(long call, String number) {
    return new Task(
        id(call),
        Optional.of(number).filter(known -> !known.isEmpty()).map(PhoneNumber::new),
        new QueueCode("900"),
        NOW.minusSeconds(300 - 10 * call),
        number.isEmpty() ? Task.Why.LOST : Task.Why.GAVE_UP);
  }

  /** What becomes of a call back that nothing else stands in the way of. */
  public volatile CallBackOutcome callBacks = CallBackOutcome.ASKED;

  @Override
  public CompletionStage<CallBackOutcome> callBack(CallId task, DeviceId device) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Task> open =
              view.tasks().stream().filter(known -> known.call().equals(task)).findFirst();
          if (open.isEmpty()) {
            return CallBackOutcome.UNKNOWN_TASK;
          } else if (open.get().number().isEmpty()) {
            return CallBackOutcome.NUMBER_WITHHELD;
          } else if (device.user().equals("web1")) {
            return CallBackOutcome.DEVICE_UNREACHABLE;
          }
          if (callBacks == CallBackOutcome.ASKED) {
            done.add("call " + task + " from " + device);
          }
          return callBacks;
        });
  }

  @Override
  public CompletionStage<ClosingOutcome> closeTask(CallId task, String by, String because) {
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Task> open =
              view.tasks().stream().filter(known -> known.call().equals(task)).findFirst();
          if (open.isEmpty()) {
            return ClosingOutcome.UNKNOWN_TASK;
          }
          closed.add(open.get(), by, because);
          done.add("close " + task + " by " + by + " because " + because);
          change(
              now ->
                  withTasks(
                      now,
                      now.tasks().stream().filter(known -> !known.call().equals(task)).toList()));
          return ClosingOutcome.CLOSED;
        });
  }

  public static View withTasks(View now, List<Task> tasks) {
    return new View(
        now.at(),
        now.directoryVersion(),
        now.switches(),
        now.queues(),
        now.calls(),
        now.trunks(),
        now.devices(),
        tasks);
  }

  /** Moves the platform to another moment. */
  public void change(UnaryOperator<View> change) {
    synchronized (this) {
      view = change.apply(view);
    }
  }

  public static CallId id(long number) {
    return new CallId(new NodeId(1), 1_767_225_600L, number);
  }

  public static CallRecord ended(
      long number, Instant startedAt, Cause cause, Optional<String> answeredBy) {
    return new CallRecord(
        id(number),
        "061234567" + number,
        "0880000100",
        startedAt,
        answeredBy.map(by -> startedAt.plusSeconds(8)),
        Optional.of(startedAt.plusSeconds(95)),
        answeredBy,
        Optional.of(cause),
        trace(startedAt));
  }

  /** An ended call of which the patient was heard badly. */
  public static CallRecord heard(long number, Instant startedAt) {
    var bad = new Quality.Way(4_000, 260, Duration.ofNanos(31_400_000), 281);
    var good = new Quality.Way(4_000, 0, Duration.ofNanos(2_460_000), 438);
    var patient = new Quality("PCMA", bad, Optional.empty(), Optional.empty());
    var triagist = new Quality("PCMA", good, Optional.of(good), Optional.of(Duration.ofMillis(9)));
    return ended(number, startedAt, Cause.NORMAL, Optional.of("1201"))
        .with(new LegQuality(leg(Direction.IN, number), "+3161234567" + number, patient))
        .with(new LegQuality(leg(Direction.OUT, number), "1201 at desk1", triagist));
  }

  private static LegId leg(Direction direction, long number) {
    return new LegId(new NodeId(1), direction, number);
  }

  public static CallRecord running(long number, Instant startedAt, Optional<String> answeredBy) {
    return new CallRecord(
        id(number),
        number == 5 ? "" : "061234567" + number,
        "0880000100",
        startedAt,
        answeredBy.map(by -> startedAt.plusSeconds(6)),
        Optional.empty(),
        answeredBy,
        Optional.empty(),
        trace(startedAt));
  }

  static List<CallRecord.TraceEntry> trace(Instant at) {
    return List.of(
        new CallRecord.TraceEntry(at, "goes to queue Triage", "switch HAP stands on Open"),
        new CallRecord.TraceEntry(at.plusSeconds(1), "rings 1201", "idle for the longest time"));
  }

  private View firstView() {
    return new View(
        NOW,
        directory.version(),
        directory.switches().values().stream()
            .map(
                known ->
                    new SwitchView(
                        known.id(),
                        known.name(),
                        known.first().id(),
                        known.positions().stream().map(Switch.Position::id).toList()))
            .toList(),
        List.of(
            queue(
                "999",
                "Triage",
                2,
                agent("1201", "desk1", AgentState.TALKING),
                agent("1202", "desk2", AgentState.AVAILABLE),
                agent("1203", "desk3", AgentState.RINGING),
                agent("1204", "desk4", AgentState.WRAPUP),
                agent("1205", "0600000002", AgentState.PAUSED),
                agent("1206", "", AgentState.UNREACHABLE)),
            queue("900", "Spoed", 0, agent("1202", "desk2", AgentState.AVAILABLE)),
            queue("998", "Informatie", 0)),
        List.of(
            running(5, NOW.minusSeconds(20), Optional.empty()),
            running(4, NOW.minusSeconds(90), Optional.of("1201"))),
        List.of(
            trunk("carrier-a", TrunkState.UP, "a probe was answered", 2),
            trunk("carrier-b", TrunkState.UNKNOWN, "", 0)),
        List.of(
            new DeviceView(
                new DeviceId("desk1"),
                Reachability.REACHABLE,
                Optional.of(new ExtensionNumber("1201"))),
            new DeviceView(new DeviceId("web1"), Reachability.UNREACHABLE, Optional.empty())),
        List.of(task(7, "+31612345677"), task(6, "")));
  }

  public static QueueView queue(String code, String name, int waiting, AgentView... agents) {
    return new QueueView(
        new QueueCode(code),
        name,
        waiting,
        waiting == 0 ? Optional.empty() : Optional.of(NOW.minusSeconds(84)),
        List.of(agents));
  }

  public static AgentView agent(String extension, String device, AgentState state) {
    return new AgentView(
        new ExtensionNumber(extension),
        "Triagist " + extension,
        device.isEmpty() ? Optional.empty() : Optional.of(new DeviceId(device)),
        state,
        NOW.minusSeconds(30));
  }

  private static View withSwitch(View now, SwitchId id, PositionId position) {
    List<SwitchView> switches = new ArrayList<>();
    for (SwitchView known : now.switches()) {
      switches.add(
          known.id().equals(id)
              ? new SwitchView(id, known.name(), position, known.positions())
              : known);
    }
    return new View(
        now.at(),
        now.directoryVersion(),
        switches,
        now.queues(),
        now.calls(),
        now.trunks(),
        now.devices(),
        now.tasks());
  }

  public static View withQueues(View now, List<QueueView> queues) {
    return new View(
        now.at(),
        now.directoryVersion(),
        now.switches(),
        queues,
        now.calls(),
        now.trunks(),
        now.devices(),
        now.tasks());
  }

  private static TrunkView trunk(String name, TrunkState state, String because, int calls) {
    var peer = new PeerId("127.0.0.1", name.equals("carrier-a") ? 5080 : 5082);
    return new TrunkView(
        new TrunkId(name),
        state,
        NOW,
        because,
        calls,
        List.of(new PeerView(peer, state, NOW, because)),
        Optional.empty());
  }

  public static View withTrunks(View now, TrunkState state) {
    return new View(
        now.at(),
        now.directoryVersion(),
        now.switches(),
        now.queues(),
        now.calls(),
        now.trunks().stream()
            .map(trunk -> trunk(trunk.id().name(), state, "two probes were missed", 0))
            .toList(),
        now.devices(),
        now.tasks());
  }

  public static View withCalls(View now, List<CallRecord> calls) {
    return new View(
        now.at(),
        now.directoryVersion(),
        now.switches(),
        now.queues(),
        calls,
        now.trunks(),
        now.devices(),
        now.tasks());
  }
}
