package org.paraat.server.rehearsal;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
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

/**
 * A platform of its own on loopback, with callers and phones, that carries calls until the compiler
 * has seen enough of them: a cold JVM needs a tenth of a second for its first call.
 *
 * <p>Its threads are called {@code rehearsal…}, which keeps it out of the log; nothing of it is
 * stored or counted.
 */
public final class Rehearsal {
  private static final int NODE = 250;
  private static final int AT_ONCE = 8;
  private static final Duration TALK = Duration.ofMillis(20);
  private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(5);
  private static final String NAME = "rehearsal";
  private static final int RTP_PORTS = 1_000;
  private static final int MOST_RANGES_TRIED = 8;
  private static final int LOWEST_PORT = 1_024;
  private static final int HIGHEST_PORT = 65_535;

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
   * @param calls how many at most
   * @param longest how long at most
   * @param isNeeded asked all the time: a real call ends it at once
   * @return how many calls were carried
   * @throws IOException when there is no port for it; nothing is lost but warmth
   */
  public int hold(int calls, Duration longest, BooleanSupplier isNeeded) throws IOException {
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
      register(callee, platform);
      int carried = carry(caller, platform, calls, longest, isNeeded);
      engine.stop().toCompletableFuture().get(LONGEST_PREPARATION.toMillis(), MILLISECONDS);
      return carried;
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the rehearsal failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
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

  private static void register(Understudy phones, SipAddress platform) throws InterruptedException {
    var missing = new CountDownLatch(RehearsedOrganisation.phones().size());
    for (String phone : RehearsedOrganisation.phones()) {
      phones.register(phone, platform, missing::countDown);
    }
    missing.await(LONGEST_PREPARATION.toMillis(), MILLISECONDS);
  }

  private static int carry(
      Understudy caller, SipAddress platform, int calls, Duration longest, BooleanSupplier isNeeded)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    var carried = new AtomicInteger();
    var lines = new CountDownLatch(AT_ONCE);
    for (int i = 0; i < AT_ONCE; i++) {
      new Runnable() {
        @Override
        public void run() {
          int number = carried.getAndIncrement();
          if (number >= calls || System.nanoTime() > end || !isNeeded.getAsBoolean()) {
            carried.decrementAndGet();
            lines.countDown();
            return;
          }
          boolean isForQueue = number % 2 == 0;
          caller.call(
              isForQueue ? RehearsedOrganisation.TO_THE_QUEUE : RehearsedOrganisation.TO_OUTSIDE,
              platform,
              TALK,
              this);
        }
      }.run();
    }
    lines.await(longest.plusSeconds(1).toMillis(), MILLISECONDS);
    return carried.get();
  }
}
