package org.paraat.server;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes the log to standard output from a thread of its own, all lines of a moment at once; named
 * in {@code logback.xml}.
 *
 * <p>Who logs never waits: a line costs it no wake-up of another thread while one is being gathered
 * for, and what does not fit is dropped, warnings last.
 */
public final class GatheredLog extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private static final int MOST_WAITING = 8192;
  private static final int ROOM_FOR_WARNINGS = MOST_WAITING / 5;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_GOODBYE_MILLISECONDS = 1_000;

  private final Queue<ILoggingEvent> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
  private final OutputStream out;
  private final Thread worker =
      Thread.ofPlatform().name("log").daemon().unstarted(this::writeUntilStopped);
  private Encoder<ILoggingEvent> encoder;
  private volatile boolean isAsleep;
  private volatile boolean isStopping;

  public GatheredLog() {
    this(ConsoleTarget.SystemOut.getStream());
  }

  GatheredLog(OutputStream out) {
    this.out = out;
  }

  /** How a line looks; said before the start. */
  public void setEncoder(Encoder<ILoggingEvent> chosen) {
    encoder = chosen;
  }

  @Override
  public void start() {
    worker.start();
    super.start();
  }

  /** Nothing more is taken; what waits is written on return, within a second. */
  @Override
  public void stop() {
    if (!isStarted()) {
      return;
    }
    super.stop();
    isStopping = true;
    LockSupport.unpark(worker);
    try {
      worker.join(LONGEST_GOODBYE_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void append(ILoggingEvent event) {
    int room =
        event.getLevel().isGreaterOrEqual(Level.WARN)
            ? MOST_WAITING
            : MOST_WAITING - ROOM_FOR_WARNINGS;
    if (count.get() >= room) {
      return;
    }
    event.prepareForDeferredProcessing();
    count.incrementAndGet();
    waiting.add(event);
    if (isAsleep) {
      LockSupport.unpark(worker);
    }
  }

  private void writeUntilStopped() {
    while (!isStopping) {
      isAsleep = true;
      // Asked after saying so: a line that came in between would not wake us.
      while (waiting.isEmpty() && !isStopping) {
        LockSupport.park(this);
      }
      isAsleep = false;
      if (!isStopping) {
        LockSupport.parkNanos(this, GATHER_NANOS);
      }
      write();
    }
    write();
  }

  private void write() {
    try {
      for (ILoggingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
        count.decrementAndGet();
        lines.writeBytes(encoder.encode(event));
      }
      lines.writeTo(out);
      out.flush();
    } catch (IOException | RuntimeException e) {
      addError("lines of the log are lost", e);
    } finally {
      lines.reset();
    }
  }
}
