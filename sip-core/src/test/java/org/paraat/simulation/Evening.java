package org.paraat.simulation;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.pbx.Pbx;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Command;

/** One evening of the post: people, callers, mishaps and the platform, decided by one seed. */
final class Evening {
  private static final Duration QUIET_AFTER = ofSeconds(150);
  private static final Duration REGISTRATIONS_ARE_FORGOTTEN = ofSeconds(40);
  private static final int MOST_PROBES_REMEMBERED = 16;

  private final long seed;
  private final Duration lasts;
  private final boolean replays;
  private final World world;
  private final Scene scene;
  private final Judge judge;
  private final Witness witness;
  private final Ledger ledger;
  private final Patrol patrol;
  private final Emergencies emergencies;
  private final WallBoard wallBoard;
  private final Staff staff;
  private final Public outside;
  private final Mishaps mishaps;
  private final Weather weather;
  private final PaperStore store;
  private PlatformLife platform;
  private long version = 1;
  private int lives;
  private boolean isUp;
  private boolean isOver;

  Evening(long seed, Duration lasts, boolean replays) {
    this.seed = seed;
    this.lasts = lasts;
    this.replays = replays;
    world = new World(seed);
    weather = Weather.of(world);
    scene = new Scene(world);
    judge = new Judge(world, scene);
    witness = new Witness(world, judge);
    var callers = new Callers(witness, scene);
    var transfers = new Transfers(world, scene, witness);
    var ears = new Ears(world, scene, witness);
    ears.tell(judge::handedOver);
    var lamps = new Lamps(world, scene, witness);
    judge.reads(callers, ears, new Offers(world, scene, witness, callers), transfers, lamps);
    wallBoard = new WallBoard(scene, witness);
    wallBoard.reads(() -> platform.view().queues());
    ledger = new Ledger(world, scene, witness);
    emergencies = new Emergencies(scene, witness, callers);
    emergencies.readsTasks(this::toBeCalledBack);
    patrol =
        new Patrol(world, scene, witness, callers, ears, transfers, emergencies, judge, ledger);
    patrol.alsoSees(lamps, wallBoard);
    staff = new Staff(world, scene, judge);
    outside = new Public(world, scene);
    store = new PaperStore(world);
    mishaps = new Mishaps(world, scene, staff, store, weather);
    store.readBy(ledger::take);
    world.network.watchedBy(witness);
    world.media.soundComesFrom(this::isSomebodyThere);
  }

  Weather weather() {
    return weather;
  }

  Scene scene() {
    return scene;
  }

  Witness witness() {
    return witness;
  }

  List<JournaledTurn> turns() {
    return platform == null ? List.of() : platform.turns();
  }

  int lives() {
    return lives;
  }

  /** Whether the evening went as it must. */
  Optional<Scene.Finding> passes() {
    scene.positions.put("meldtekst", "Open");
    scene.positions.put("hap", "Open");
    starts();
    outside.hasCarriers();
    staff.furnish();
    staff.begin(weather.manned());
    mishaps.weatherIsUsual();
    schedules();
    Instant end = world.now().plus(lasts);
    goesOnUntil(end);
    isOver = true;
    endsQuietly();
    return scene.firstFinding();
  }

  private boolean isSomebodyThere(InetSocketAddress ear) {
    return isHeardFrom(scene.phones.values(), ear) || isHeardFrom(scene.carriers.values(), ear);
  }

  private static boolean isHeardFrom(Iterable<? extends Telephones> some, InetSocketAddress ear) {
    for (Telephones telephones : some) {
      for (Talk talk : telephones.running()) {
        if (talk.ear.equals(ear) && !talk.isHolding()) {
          return true;
        }
      }
    }
    return false;
  }

  private void goesOnUntil(Instant end) {
    while (world.now().isBefore(end) && scene.firstFinding().isEmpty()) {
      world.loop.pass(Patrol.EVERY);
      if (isUp) {
        patrol.walks();
        isSound();
      }
    }
  }

  private List<String> toBeCalledBack() {
    return platform.view().tasks().stream()
        .flatMap(task -> task.number().stream())
        .map(Object::toString)
        .toList();
  }

  // --- what happens by itself ---

  private void schedules() {
    again(weather.betweenCallers(), outside::someoneCalls);
    again(weather.betweenDeeds(), staff::doesSomething);
    again(weather.betweenMishaps(), mishaps::somethingBreaks);
    again(ofSeconds(50), this::switchTurns);
    again(Duration.ofMinutes(3), this::configurationChanges);
    for (int kill = 0; kill < weather.kills(); kill++) {
      world.loop.schedule(world.between(ofSeconds(60), lasts), this::isKilled);
    }
  }

  private void again(Duration mean, Runnable what) {
    world.loop.schedule(
        world.about(mean),
        () -> {
          if (!isOver) {
            what.run();
            again(mean, what);
          }
        });
  }

  private void switchTurns() {
    boolean isMessage = world.happens(0.5);
    String name = isMessage ? "meldtekst" : "hap";
    String position =
        world.happens(0.5)
            ? "Open"
            : world.oneOf(isMessage ? Post.MESSAGE_POSITIONS : Post.LINE_POSITIONS);
    if (isUp) {
      scene.positions.remove(name); // open until it is confirmed
      platform.turns(name, position, () -> scene.positions.put(name, position));
    }
  }

  private void configurationChanges() {
    if (isUp) {
      platform.changes(Post.directory(++version));
    }
  }

  // --- the platform ---

  private void starts() {
    platform =
        new PlatformLife(
            world, seed * 31 + lives, Post.directory(version), store.standing(), store);
    lives++;
    isUp = true;
  }

  private void isKilled() {
    if (!isUp || isOver) {
      return;
    }
    isUp = false;
    judgesReplay();
    platform.isKilled();
    store.platformDied();
    ledger.platformDied();
    witness.platformDied();
    judge.platformDied();
    emergencies.platformDied();
    wallBoard.platformDied();
    scene.phones.values().forEach(DeskPhone::isForgotten);
    world.loop.schedule(world.between(ofMillis(500), ofSeconds(6)), this::startsAgain);
  }

  private void startsAgain() {
    starts();
    knowsWhatWasConfirmed(platform.view());
  }

  private void knowsWhatWasConfirmed(View view) {
    Map<String, String> seats = new LinkedHashMap<>();
    view.devices()
        .forEach(
            device ->
                device
                    .person()
                    .ifPresent(person -> seats.put(person.digits(), device.id().user())));
    for (Beliefs.Person person : scene.beliefs.all()) {
      if (!person.isSure()) {
        continue;
      }
      Set<String> queues = new HashSet<>();
      boolean isPaused = false;
      boolean isOnDuty = false;
      for (View.QueueView queue : view.queues()) {
        for (View.AgentView agent : queue.agents()) {
          if (agent.extension().digits().equals(person.extension)) {
            queues.add(queue.code().digits());
            isPaused |= agent.state() == View.AgentState.PAUSED;
            isOnDuty |= agent.state() == View.AgentState.AVAILABLE;
          }
        }
      }
      boolean isAtSeat = person.device.equals(Optional.ofNullable(seats.get(person.extension)));
      // a phone that has not registered yet is shown as unreachable, paused or not
      boolean isPauseKept = person.isPaused ? !isOnDuty : !isPaused;
      if (!isAtSeat || !isPauseKept || !queues.equals(person.queues)) {
        scene.broken(
            Invariant.CONFIRMED_STATE_SURVIVES,
            person.extension
                + " knew of "
                + person.device
                + person.queues
                + (person.isPaused ? " paused" : "")
                + ", after the restart it is "
                + seats.get(person.extension)
                + queues
                + (isPaused ? " paused" : ""));
      }
    }
    for (View.SwitchView turned : view.switches()) {
      String known =
          scene.positions.computeIfAbsent(turned.id().name(), _ -> turned.position().name());
      if (!turned.position().name().equals(known)) {
        scene.broken(
            Invariant.CONFIRMED_STATE_SURVIVES,
            turned.id() + " stood at " + known + " and now at " + turned.position());
      }
    }
  }

  private void isSound() {
    if (platform.meter("paraat.core.audit.findings") > 0) {
      scene.broken(Invariant.SOUND_STATE, "audit: " + platform.findings());
    } else if (platform.meter("paraat.core.turns.failed") > 0) {
      scene.broken(Invariant.SOUND_STATE, "a turn failed");
    } else if (platform.meter("paraat.core.commands.failed") > 0) {
      scene.broken(Invariant.SOUND_STATE, "a command failed");
    } else if (platform.defects() > 0) {
      scene.broken(Invariant.SOUND_STATE, "SIP failed while handling a message");
    }
    List<String> owners = world.media.owners();
    boolean isShared = new HashSet<>(owners).size() != owners.size();
    if (isShared || owners.size() > platform.meter("paraat.legs")) {
      scene.broken(
          Invariant.ONE_SESSION_A_LEG,
          platform.meter("paraat.legs") + " legs, sessions of " + owners);
    }
  }

  // --- the end ---

  private void endsQuietly() {
    if (scene.firstFinding().isPresent()) {
      return;
    }
    mishaps.allIsMended();
    scene.carriers.values().forEach(carrier -> carrier.running().forEach(Talk::hangsUp));
    staff.desks().forEach(phone -> phone.running().forEach(Talk::hangsUp));
    for (int moment = 0; moment < 3; moment++) {
      goesOnUntil(world.now().plusSeconds(5));
      staff.desks().forEach(phone -> phone.running().forEach(Talk::hangsUp));
      scene.carriers.values().forEach(carrier -> carrier.running().forEach(Talk::hangsUp));
    }
    goesOnUntil(world.now().plus(QUIET_AFTER));
    staff.desks().forEach(DeskPhone::forgets); // nobody registers any more
    goesOnUntil(world.now().plus(REGISTRATIONS_ARE_FORGOTTEN));
    if (scene.firstFinding().isEmpty()) {
      nothingIsLeft();
      judgesReplay();
    }
  }

  private void nothingIsLeft() {
    View view = platform.view();
    String left =
        (view.calls().isEmpty() ? "" : view.calls().size() + " calls ")
            + (world.media.openSessions() == 0 ? "" : "sessions of " + world.media.owners() + " ")
            + left("paraat.legs", 0)
            + left("paraat.sip.dialogs", 0)
            + left("paraat.sip.transactions", MOST_PROBES_REMEMBERED)
            + left("paraat.calls", 0)
            + left("paraat.media.sessions", 0);
    if (!left.isEmpty()) {
      scene.broken(Invariant.NOTHING_IS_LEFT, left);
    }
  }

  private String left(String meter, double atMost) {
    double now = platform.meter(meter);
    return now > atMost ? meter + " " + now + " " : "";
  }

  private void judgesReplay() {
    if (!replays) {
      return;
    }
    Pbx fresh = new Pbx();
    List<JournaledTurn> turns = platform.turns();
    for (int turn = 0; turn < turns.size(); turn++) {
      List<Command> decided = fresh.handle(turns.get(turn).event());
      if (!decided.equals(turns.get(turn).commands())) {
        scene.broken(Invariant.SAME_ON_REPLAY, "turn " + turn + ": " + turns.get(turn).event());
        return;
      }
    }
  }

  List<String> lastTurns(int most) {
    List<JournaledTurn> all = turns();
    List<String> told = new ArrayList<>();
    for (JournaledTurn turn : all.subList(Math.max(0, all.size() - most), all.size())) {
      told.add(turn.event().toString());
      turn.commands().forEach(command -> told.add("    " + command));
    }
    return told;
  }
}
