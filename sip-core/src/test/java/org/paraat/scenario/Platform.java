package org.paraat.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.paraat.engine.CallLadders;
import org.paraat.engine.Engine;
import org.paraat.engine.EnginePorts;
import org.paraat.engine.EngineSettings;
import org.paraat.engine.Switchboard;
import org.paraat.engine.journal.Journal;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.CallId;
import org.paraat.pbx.vocabulary.CallRecord;
import org.paraat.pbx.vocabulary.Change;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.sip.dialog.SipEndpoint;
import org.paraat.sip.dialog.SipHandler;
import org.paraat.sip.dialog.SipSettings;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.registrar.KeptContact;
import org.paraat.sip.simulation.MortalLoop;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Transports;

/** The platform of an office: the real engine in virtual time, looked after at every turn. */
public final class Platform {
  private static final int STORY_LENGTH = Integer.getInteger("paraat.story", 60);

  /**
   * After this nothing of a call may be left, even when a party vanished without a word: a minute
   * until it is asked whether it is there, twice the 32 s of SIP.
   */
  private static final Duration DUST_SETTLES = Duration.ofSeconds(130);

  /** Two trunks that are asked each 5 s, and so long a question over UDP may be remembered. */
  private static final int MOST_PROBES_REMEMBERED = 16;

  private final VirtualLoop loop = new VirtualLoop();
  private final RandomGenerator random;
  private final SimulatedNetwork network;
  private final PaperMedia media;
  private final PaperPrompts prompts = new PaperPrompts();
  private final PaperDns names = new PaperDns(loop);
  private final PaperCredentials credentials = new PaperCredentials();
  private final PaperStorage storage = new PaperStorage(loop);
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<JournaledTurn> turns = new ArrayList<>();
  private final List<Journal> alsoRecordedBy = new ArrayList<>();
  private boolean isStoreBroken;
  private EngineSettings settings =
      EngineSettings.ofNode(1).auditing(EngineSettings.Audit.EACH_TURN);
  private Engine engine;
  private MortalLoop process = new MortalLoop(loop);
  private Transports ports;
  private Directory directory = Directory.EMPTY;
  private Standing atFirst = Standing.NONE;

  Platform(long seed) {
    random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
    network = new SimulatedNetwork(loop, seed);
    media = new PaperMedia(loop::schedule);
  }

  void starts(Directory directory, Standing standing) {
    atFirst = standing;
    build(directory, standing);
    engine.start();
  }

  /** Its ports could not be opened, say. */
  CompletionStage<Void> stopsBeforeItStarts() {
    build(Directory.EMPTY, Standing.NONE);
    CompletionStage<Void> stopped = engine.stop();
    loop.settle();
    check();
    return stopped;
  }

  /** Killed, and started again with what is on disk; calls and connections are gone. */
  void isKilledAndStartedAgain() {
    process.dies();
    ports.close();
    media.close();
    process = new MortalLoop(loop);
    meters = new SimpleMeterRegistry();
    build(directory, storage.standing(atFirst));
    engine.start();
    loop.settle();
  }

  private void build(Directory described, Standing standing) {
    directory = described;
    ports = network.host(Office.PLATFORM_ADDRESS, Office.SIP_PORT);
    var needed = new EnginePorts(credentials, storage, prompts, media, meters, new Watch(), names);
    engine = new Engine(settings, process, ports, random, needed, directory, standing);
  }

  void carriesAtMost(int legs) {
    settings = settings.carryingAtMost(legs);
  }

  VirtualLoop loop() {
    return loop;
  }

  SimulatedNetwork network() {
    return network;
  }

  PaperCredentials credentials() {
    return credentials;
  }

  PaperDns names() {
    return names;
  }

  PaperMedia media() {
    return media;
  }

  PaperPrompts prompts() {
    return prompts;
  }

  SipEndpoint endpoint(Transports hosts, SipHandler handler) {
    return new SipEndpoint(
        loop, hosts, random, SipSettings.standard().called("Kit"), handler, SipTap.NONE);
  }

  /** Every turn from now on is also given to this journal. */
  void recordsInto(Journal journal) {
    turns.forEach(turn -> journal.record(turn.event(), turn.commands()));
    alsoRecordedBy.add(journal);
  }

  // --- what can be asked of it ---

  public View view() {
    return now(engine.view());
  }

  /** Asks for it and does not wait for the answer. */
  public CompletionStage<Switchboard.TurnOutcome> asksToTurn(SwitchId id, PositionId position) {
    return engine.turn(id, position, "teamleider");
  }

  public Switchboard.TurnOutcome turns(SwitchId id, PositionId position) {
    return now(engine.turn(id, position, "teamleider"));
  }

  public Switchboard.CallBackOutcome callsBack(CallId task, DeviceId device) {
    return now(engine.callBack(task, device));
  }

  public Switchboard.ClosingOutcome closes(CallId task, String because) {
    return now(engine.closeTask(task, "teamleider", because));
  }

  public List<CallLadders.Rung> ladderOf(String callId) {
    return now(engine.ladderOf(callId));
  }

  /** Whatever is to be written from now on throws. */
  public void storeBreaks() {
    isStoreBroken = true;
    storage.breaks();
  }

  /** So long it takes from now on until a change is on disk. */
  public void diskTakes(Duration time) {
    storage.takes(time);
  }

  /** The disk takes nothing more, or does so again. */
  public void diskIsStuck(boolean stuck) {
    storage.isStuck(stuck);
  }

  public List<Change> saved() {
    return storage.changes();
  }

  public List<KeptContact> contactsOnDisk() {
    return storage.contacts();
  }

  public List<CallRecord> endedCalls() {
    return storage.calls();
  }

  public List<JournaledTurn> turns() {
    return turns;
  }

  public CompletionStage<Void> stops() {
    return engine.stop();
  }

  void changes(Directory changed) {
    directory = changed;
    now(engine.directoryChanged(changed));
  }

  public double meter(String name) {
    return meters.get(name).meter().measure().iterator().next().getValue();
  }

  /** How often the operators were told of this. */
  public double alarms(String kind) {
    return meters.get("paraat.alarms").tag("kind", kind).counter().count();
  }

  private <T> T now(CompletionStage<T> asked) {
    loop.settle();
    return asked.toCompletableFuture().join();
  }

  /** How long it takes until the latest timer of this length fires. */
  Duration untilTimerOf(Duration length) {
    Instant set =
        turns.stream()
            .filter(
                turn ->
                    turn.commands().stream()
                        .anyMatch(c -> c instanceof Command.SetTimer t && t.after().equals(length)))
            .map(turn -> turn.event().at())
            .reduce((earlier, later) -> later)
            .orElseThrow(() -> new AssertionError("no timer of " + length + story()));
    return Duration.between(loop.now(), set.plus(length));
  }

  // --- what must always hold ---

  /** Sees each turn. */
  private final class Watch implements Journal {
    @Override
    public void record(Event event, List<Command> commands) {
      turns.add(new JournaledTurn(event, commands));
      alsoRecordedBy.forEach(journal -> journal.record(event, commands));
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** Fails when something that must always hold did not. */
  void check() {
    if (engine != null) {
      if (meter("paraat.core.audit.findings") > 0) {
        throw new AssertionError("not sound: " + now(engine.findings()) + story());
      }
      assertEquals(0, meter("paraat.core.turns.failed"), () -> "a turn failed" + story());
      assertEquals(
          0,
          meters
              .get("paraat.sip.dropped")
              .tag("because", "OUR_DEFECT")
              .meter()
              .measure()
              .iterator()
              .next()
              .getValue(),
          () -> "SIP failed while handling a message" + story());
      if (!isStoreBroken) {
        assertEquals(0, meter("paraat.core.commands.failed"), () -> "a command failed" + story());
      }
    }
  }

  /** Everybody has hung up: after a while nothing may be left. */
  void isLeftClean() {
    loop.pass(DUST_SETTLES);
    check();
    assertEquals(List.of(), media.owners(), () -> "sessions are left open" + story());
    assertEquals(List.of(), view().calls(), () -> "calls are left" + story());
    assertEquals(0, meter("paraat.legs"), () -> "legs are left" + story());
    assertEquals(0, meter("paraat.sip.dialogs"), () -> "dialogs are left" + story());
    assertTrue(
        meter("paraat.sip.transactions") <= MOST_PROBES_REMEMBERED,
        () -> meter("paraat.sip.transactions") + " transactions are left" + story());
    assertEquals(0, meter("paraat.calls"), () -> "calls are counted that are over" + story());
    assertEquals(0, meter("paraat.media.sessions"), () -> "sessions are counted" + story());
  }

  String story() {
    var story = new StringBuilder("\n--- the last turns ---\n");
    for (JournaledTurn turn :
        turns.subList(Math.max(0, turns.size() - STORY_LENGTH), turns.size())) {
      if (!(turn.event() instanceof Event.ProbeAnswered)) {
        story.append(turn.event()).append('\n');
        turn.commands().forEach(command -> story.append("    ").append(command).append('\n'));
      }
    }
    return story.toString();
  }
}
