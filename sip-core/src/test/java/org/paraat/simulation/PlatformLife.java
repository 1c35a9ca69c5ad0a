package org.paraat.simulation;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGeneratorFactory;
import org.paraat.engine.Credentials;
import org.paraat.engine.Engine;
import org.paraat.engine.EnginePorts;
import org.paraat.engine.EngineSettings;
import org.paraat.engine.Storage;
import org.paraat.engine.Switchboard;
import org.paraat.engine.journal.Journal;
import org.paraat.engine.journal.JournaledTurn;
import org.paraat.media.AudioClip;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.view.View;
import org.paraat.pbx.vocabulary.Command;
import org.paraat.pbx.vocabulary.Event;
import org.paraat.pbx.vocabulary.PositionId;
import org.paraat.pbx.vocabulary.Standing;
import org.paraat.pbx.vocabulary.SwitchId;
import org.paraat.sip.digest.HashedSecret;
import org.paraat.sip.simulation.MortalLoop;
import org.paraat.sip.transport.Transports;

/** The platform from one start to the moment when it is killed. */
final class PlatformLife {
  private static final byte[] ONE_SECOND = new byte[8000];
  private static final Map<String, HashedSecret> HASHED = new HashMap<>();

  private final World world;
  private final MortalLoop loop;
  private final Transports host;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Map<String, Meter> known = new HashMap<>();
  private final List<JournaledTurn> turns = new ArrayList<>();
  private final Engine engine;

  PlatformLife(World world, long seed, Directory directory, Standing standing, Storage storage) {
    this.world = world;
    loop = new MortalLoop(world.loop);
    host = world.network.host(World.PLATFORM, World.SIP_PORT);
    Credentials credentials = device -> Optional.of(secretOf(device.user()));
    var ports =
        new EnginePorts(
            credentials,
            storage,
            (prompt, _) -> Optional.of(new AudioClip(prompt.name(), ONE_SECOND, ONE_SECOND)),
            world.media,
            meters,
            new Notes());
    engine =
        new Engine(
            EngineSettings.ofNode(1).auditing(EngineSettings.Audit.EACH_TURN),
            loop,
            host,
            RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed),
            ports,
            directory,
            standing);
    engine.start();
    world.loop.settle();
  }

  private static HashedSecret secretOf(String user) {
    synchronized (HASHED) {
      return HASHED.computeIfAbsent(user, it -> HashedSecret.of(it, "paraat", it + "-secret"));
    }
  }

  /** Keeps each turn of this life. */
  private final class Notes implements Journal {
    @Override
    public void record(Event event, List<Command> commands) {
      turns.add(new JournaledTurn(event, commands));
    }

    @Override
    public void close() {
      // nothing is open
    }
  }

  /** As {@code kill -9} does: nobody is told anything. */
  void isKilled() {
    loop.dies();
    host.close();
    world.media.close();
  }

  List<JournaledTurn> turns() {
    return turns;
  }

  double meter(String name) {
    return known
        .computeIfAbsent(name, n -> meters.get(n).meter())
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  double defects() {
    return known
        .computeIfAbsent(
            "defects", _ -> meters.get("paraat.sip.dropped").tag("because", "OUR_DEFECT").meter())
        .measure()
        .iterator()
        .next()
        .getValue();
  }

  List<String> findings() {
    return now(engine.findings());
  }

  View view() {
    return now(engine.view());
  }

  /** Turns a switch; who did it is told as soon as that is kept, if ever. */
  void turns(String id, String position, Runnable confirmed) {
    engine
        .turn(new SwitchId(id), new PositionId(position), "teamleider")
        .thenAccept(
            outcome -> {
              if (outcome == Switchboard.TurnOutcome.TURNED && !loop.isDead()) {
                confirmed.run();
              }
            });
  }

  void changes(Directory directory) {
    now(engine.directoryChanged(directory));
  }

  private <T> T now(CompletionStage<T> asked) {
    world.loop.settle();
    return asked.toCompletableFuture().join();
  }
}
