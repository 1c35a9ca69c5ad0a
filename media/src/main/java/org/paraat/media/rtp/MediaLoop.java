package org.paraat.media.rtp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.paraat.media.rtcp.NtpClock;
import org.paraat.media.rtp.AgreedFormats.Meaning;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that carries the packets of the sessions pinned to it; everything that a session does
 * to a socket happens here.
 */
final class MediaLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

  /** A socket that has something to be read. */
  interface Port {
    void receive();
  }

  private static final long LONGEST_WAIT_MILLISECONDS = 1000;
  private static final long BETWEEN_LOOKS_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int LONGEST_REPORT = 512;
  private static final int MOST_COMMANDS_A_ROUND = 1000;
  private static final int MOST_FAULTS_LOGGED = 20;

  private final Selector selector;
  private final Thread thread;
  private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean isWoken = new AtomicBoolean();
  private final AtomicBoolean isWakingPlanned = new AtomicBoolean();
  private final Runnable plannedWaking = this::wakeAsPlanned;
  private volatile Executor gathering = Runnable::run;
  private volatile long strays;
  private final AtomicInteger sessions = new AtomicInteger();
  private final HandOver inbound = new HandOver();
  private final PacingWheel wheel = new PacingWheel(System.nanoTime());
  // One byte more than allowed would do to see that a packet is too long.
  private final ByteBuffer received = ByteBuffer.allocateDirect(2048);
  private final ByteBuffer frame =
      ByteBuffer.allocateDirect(RtpHeader.LENGTH + OutgoingStream.MOST_SAMPLES_A_FRAME);
  private final ByteBuffer report = ByteBuffer.allocateDirect(LONGEST_REPORT);
  private final RandomGenerator random = new SplittableRandom();
  private final NtpClock clock = new NtpClock(System.currentTimeMillis(), System.nanoTime());
  private final List<RtpLine> lines = new ArrayList<>();
  private int nextLine;
  private final Consumer<SelectionKey> whenReady = MediaLoop::receive;
  private volatile boolean isStopping;
  private long lookedAround = System.nanoTime();
  private int faults;

  MediaLoop(String name) throws IOException {
    selector = Selector.open();
    thread = Thread.ofPlatform().name(name).daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  /** Ends every session of this loop. */
  void stop(Duration patience) throws InterruptedException {
    isStopping = true;
    selector.wakeup();
    if (!thread.join(patience)) {
      LOG.error("{} did not stop within {}", thread.getName(), patience);
    }
  }

  /** From now on commands wake this loop once for all that were given in one turn of another. */
  void gatherOn(Executor afterTurn) {
    gathering = afterTurn;
  }

  /** Carries a command out on this loop, after those given before; never waits. */
  void tell(Runnable command) {
    commands.add(command);
    if (isWakingPlanned.compareAndSet(false, true)) {
      gathering.execute(plannedWaking);
    }
  }

  /** Carries a command out before the next one that is told, or within a second. */
  void tellInPassing(Runnable command) {
    commands.add(command);
  }

  private void wakeAsPlanned() {
    isWakingPlanned.set(false);
    wake();
  }

  /** Packets that came to ports at rest; from any thread. */
  long strays() {
    return strays;
  }

  /** Sessions pinned to this loop. */
  AtomicInteger sessions() {
    return sessions;
  }

  @Override
  public void run() {
    while (!isStopping) {
      try {
        round(wheel.untilNextTurn(System.nanoTime(), LONGEST_WAIT_MILLISECONDS));
      } catch (ClosedSelectorException e) {
        return;
      } catch (Exception | Error e) {
        logFault(e);
      }
    }
    end();
  }

  /** Waits for packets and carries out what is due. */
  void round(long waitMilliseconds) throws IOException {
    if (waitMilliseconds <= 0) {
      selector.selectNow(whenReady);
    } else {
      selector.select(whenReady, waitMilliseconds);
    }
    // Cleared before the queues are read: what is added later wakes the next wait.
    isWoken.set(false);
    for (int i = 0; i < MOST_COMMANDS_A_ROUND; i++) {
      Runnable command = commands.poll();
      if (command == null) {
        break;
      }
      carryOut(command);
    }
    if (!commands.isEmpty()) {
      wake();
    }
    inbound.deliver(System.nanoTime());
    wheel.turn(System.nanoTime());
    lookAround(System.nanoTime());
  }

  /**
   * Looks at each session about once a second: a part of them at a time while packets come, so that
   * the reports of a thousand calls do not hold up the sound of one.
   */
  private void lookAround(long now) {
    long passed = Math.min(now - lookedAround, BETWEEN_LOOKS_NANOS);
    int due = (int) (lines.size() * passed / BETWEEN_LOOKS_NANOS);
    if (due == 0 && !lines.isEmpty()) {
      return;
    }
    boolean isBehind = lines.isEmpty() || passed == BETWEEN_LOOKS_NANOS;
    lookedAround = isBehind ? now : lookedAround + due * BETWEEN_LOOKS_NANOS / lines.size();
    for (int i = 0; i < due && !lines.isEmpty(); i++) {
      nextLine = nextLine + 1 < lines.size() ? nextLine + 1 : 0;
      lines.get(nextLine).lookAround(now);
    }
  }

  private static void receive(SelectionKey key) {
    ((Port) key.attachment()).receive();
  }

  private void carryOut(Runnable command) {
    try {
      command.run();
    } catch (RuntimeException e) {
      logFault(e);
    }
  }

  private void wake() {
    if (isWoken.compareAndSet(false, true)) {
      selector.wakeup();
    }
  }

  private void logFault(Throwable fault) {
    if (faults++ < MOST_FAULTS_LOGGED) {
      LOG.error("{} goes on after a fault", thread.getName(), fault);
    }
  }

  private void end() {
    // A session that was opened a moment ago may still wait in the queue to be registered.
    for (int i = 0; i < MOST_COMMANDS_A_ROUND && !commands.isEmpty(); i++) {
      carryOut(commands.poll());
    }
    List.copyOf(lines).forEach(RtpLine::end);
    try {
      selector.close();
    } catch (IOException e) {
      LOG.warn("{}: the selector did not close", thread.getName(), e);
    }
  }

  // --- for the sessions of this loop, on its thread ---

  Selector selector() {
    return selector;
  }

  /** A packet came to a port at rest. */
  void strayCame() {
    strays = strays + 1;
  }

  /** Whether there will be a next session. */
  boolean isGoingOn() {
    return !isStopping;
  }

  /** A session begins here. */
  void carry(RtpLine line) {
    lines.add(line);
  }

  void carryNoMore(RtpLine line) {
    lines.remove(line);
  }

  /** Where a report of ours is put together. */
  ByteBuffer report() {
    return report;
  }

  RandomGenerator random() {
    return random;
  }

  NtpClock clock() {
    return clock;
  }

  PacingWheel wheel() {
    return wheel;
  }

  /** Where a packet is received; valid until the next one. */
  ByteBuffer received() {
    return received;
  }

  /** Where a frame of our own is put together. */
  ByteBuffer frame() {
    return frame;
  }

  /** Takes a packet from another loop; false when this one is too far behind. */
  boolean handOver(RtpLine from, RtpLine to, ByteBuffer packet, Meaning meaning) {
    boolean taken = inbound.offer(from, to, packet, meaning);
    if (taken) {
      wake();
    }
    return taken;
  }
}
