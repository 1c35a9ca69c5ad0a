package org.paraat.server.rehearsal;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.paraat.engine.Engine;
import org.paraat.engine.EnginePorts;
import org.paraat.engine.EngineSettings;
import org.paraat.engine.PromptLibrary;
import org.paraat.engine.journal.Journal;
import org.paraat.media.rtp.MediaSettings;
import org.paraat.media.rtp.NioMediaEngine;
import org.paraat.sip.transport.ListenSettings;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.NettyTransports;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.SteadyClock;
import org.paraat.sip.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform of its own on loopback, with callers and phones, that carries calls until the compiler
 * has seen enough of them: a cold JVM needs a tenth of a second for its first call.
 *
 * <p>Its threads are called {@code rehearsal…}, which keeps it out of the log; nothing of it is
 * stored or counted.
 */
public final class Rehearsal {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int NODE = 250;
  private static final int AT_ONCE = 8;

  /** What is rare needs no more to be met: the rest of the time is for plain calls. */
  private static final int MOST_OF_A_KIND = 50;

  private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(5);
  private static final int WATCHERS = 2;
  private static final String NAME = "rehearsal";
  private static final int RTP_PORTS = 1_000;
  private static final int MOST_RANGES_TRIED = 8;
  private static final int LOWEST_PORT = 1_024;
  private static final int HIGHEST_PORT = 65_535;

  /**
   * What was rehearsed.
   *
   * @param scenes calls and what takes several
   * @param handedOver patients who were handed over to a doctor outside
   * @param interrupted conversations that an emergency came in between
   * @param lampsTold NOTIFYs
   */
  public record Played(int scenes, int handedOver, int interrupted, int lampsTold) {
    private static final Played NOTHING = new Played(0, 0, 0, 0);
  }

  private final PromptLibrary prompts;
  private final int firstTaken;
  private final int lastTaken;

  /** The RTP ports are those of real calls, which it leaves alone. */
  public Rehearsal(PromptLibrary prompts, int firstRtpPort, int lastRtpPort) {
    this.prompts = prompts;
    firstTaken = firstRtpPort;
    lastTaken = lastRtpPort;
  }

  /**
   * Holds it and waits for its end.
   *
   * @param calls how many calls and scenes at most
   * @param longest how long at most
   * @param isNeeded asked all the time: a real call ends it at once
   * @throws IOException when there is no port for it; nothing is lost but warmth
   */
  public Played hold(int calls, Duration longest, BooleanSupplier isNeeded) throws IOException {
    int firstRtpPort = firstPortBeside(firstTaken, lastTaken);
    MediaSettings sound =
        MediaSettings.on(InetAddress.getByName("127.0.0.1"))
            .withPorts(firstRtpPort, firstRtpPort + RTP_PORTS - 1)
            .withQuarantine(Duration.ZERO)
            .keepingAtMost(0);
    try (var stageLoop = new NettyLoop(NAME, new SteadyClock(InstantSource.system()));
        var peersLoop = new NettyLoop(NAME + "-peers", InstantSource.system());
        var media = new NioMediaEngine(sound, NAME + "-media");
        var murmur = new Murmur();
        var caller = new Understudy(peersLoop, murmur);
        var callee = new Understudy(peersLoop, murmur);
        var handsets = new Handsets(peersLoop, murmur);
        var stage =
            new NettyTransports(
                stageLoop, ListenSettings.on(new InetSocketAddress("127.0.0.1", 0)))) {
      var organisation = new RehearsedOrganisation(caller.port(), callee.port());
      var ports =
          new EnginePorts(
              organisation.credentials(),
              new RehearsedOrganisation.NoStorage(),
              prompts,
              media,
              new SimpleMeterRegistry(),
              Journal.NONE);
      var engine =
          new Engine(
              EngineSettings.ofNode(NODE).lettingCallsLast(Duration.ZERO),
              stageLoop,
              stage,
              new SecureRandom(),
              ports,
              organisation.directory(),
              organisation.standing());
      engine.start().toCompletableFuture().get(LONGEST_PREPARATION.toMillis(), MILLISECONDS);
      SipAddress platform = stage.listening(Transport.UDP).orElseThrow();
      var scenes = new Scenes(peersLoop, caller, handsets, platform, longest);
      prepare(handsets, platform);
      int carried = carry(scenes, calls, longest, isNeeded);
      engine.stop().toCompletableFuture().get(LONGEST_PREPARATION.toMillis(), MILLISECONDS);
      return new Played(carried, scenes.handedOver(), scenes.interrupted(), handsets.lampsTold());
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the rehearsal failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Played.NOTHING;
    }
  }

  private static final TimeUnit MILLISECONDS = TimeUnit.MILLISECONDS;

  /** Begins a range among the ports that the system gives to anybody, or else below this one. */
  static int firstPortBeside(int first, int last) throws IOException {
    for (int tries = 0; tries < MOST_RANGES_TRIED; tries++) {
      try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        int begin = Math.min(socket.getLocalPort(), HIGHEST_PORT - RTP_PORTS) & ~1;
        if (begin > last || begin + RTP_PORTS <= first) {
          return begin;
        }
      }
    }
    int below = first - RTP_PORTS;
    if (below < LOWEST_PORT) {
      throw new IOException("the RTP ports %d-%d leave none beside them".formatted(first, last));
    }
    return below & ~1;
  }

  private static void prepare(Handsets handsets, SipAddress platform) throws InterruptedException {
    List<String> phones = RehearsedOrganisation.phones();
    var unregistered = new CountDownLatch(phones.size());
    handsets.register(platform, unregistered::countDown);
    unregistered.await(LONGEST_PREPARATION.toMillis(), MILLISECONDS);
    for (String phone : Post.PLAIN.phones().subList(0, WATCHERS)) {
      RehearsedOrganisation.watched().forEach(lamp -> handsets.watch(phone, lamp, platform));
    }
  }

  private static int carry(Scenes scenes, int calls, Duration longest, BooleanSupplier isNeeded)
      throws InterruptedException {
    var lines = new Lines(calls, () -> isNeeded.getAsBoolean() && !scenes.isTimeUp());
    for (int i = 0; i < AT_ONCE; i++) {
      String number = i % 2 == 0 ? Post.PLAIN.number() : RehearsedOrganisation.TO_OUTSIDE;
      lines.begin(Integer.MAX_VALUE, (_, over) -> scenes.call(number, over));
    }
    lines.begin(MOST_OF_A_KIND, (_, over) -> scenes.handOver(over));
    lines.begin(
        MOST_OF_A_KIND,
        (_, over) -> scenes.interruption(Post.TWO_LINES, Post.TWO_LINES_EMERGENCY, over));
    lines.begin(
        Post.ONE_LINE_PHONES,
        (i, over) -> scenes.interruption(Post.oneLine(i), Post.oneLineEmergency(i), over));
    lines.await(longest.plusSeconds(1));
    return lines.carried();
  }

  /** Plays one scene of a kind; which one it is, and what to do when it is over. */
  private interface Scene {
    void play(int index, Runnable over);
  }

  /** What goes on at the same time: on each line one scene after the other. */
  private static final class Lines {
    private final int most;
    private final BooleanSupplier isNeeded;
    private final AtomicInteger carried = new AtomicInteger();
    private final Phaser busy = new Phaser(1);

    Lines(int most, BooleanSupplier isNeeded) {
      this.most = most;
      this.isNeeded = isNeeded;
    }

    void begin(int scenes, Scene scene) {
      busy.register();
      goOn(0, scenes, scene);
    }

    private void goOn(int index, int scenes, Scene scene) {
      boolean isOver = index == scenes || !isNeeded.getAsBoolean();
      if (isOver || carried.getAndUpdate(count -> Math.min(count + 1, most)) == most) {
        busy.arriveAndDeregister();
      } else {
        scene.play(index, () -> goOn(index + 1, scenes, scene));
      }
    }

    int carried() {
      return carried.get();
    }

    void await(Duration atMost) throws InterruptedException {
      try {
        busy.awaitAdvanceInterruptibly(busy.arrive(), atMost.toMillis(), MILLISECONDS);
      } catch (TimeoutException e) {
        LOG.debug("a rehearsed scene did not end", e);
      }
    }
  }
}
