package org.paraat.sip.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A loop on one thread of Netty's, which also reads and writes the sockets. */
public final class NettyLoop implements Loop, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(NettyLoop.class);

  private final InstantSource clock;
  private final EventLoop loop;
  private final MultiThreadIoEventLoopGroup group;
  private final SteppedTimers timers;

  /**
   * @param name of its thread
   */
  public NettyLoop(String name, InstantSource clock) {
    this.clock = clock;
    group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(name, true), NioIoHandler.newFactory());
    loop = group.next();
    timers = new SteppedTimers(name, loop);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void execute(Runnable task) {
    try {
      loop.execute(() -> run(task));
    } catch (RejectedExecutionException over) {
      LOG.debug("the loop has ended", over);
    }
  }

  @Override
  public Timer schedule(Duration after, Runnable task) {
    try {
      return timers.schedule(after, () -> run(task), isCurrent());
    } catch (RejectedExecutionException over) {
      LOG.debug("the loop has ended", over);
      return () -> {};
    }
  }

  @Override
  public boolean isCurrent() {
    return loop.inEventLoop();
  }

  // The loop outlives a defect of ours: it carries all other calls too.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException defect) {
      LOG.error("a task of the loop failed", defect);
    }
  }

  EventLoop netty() {
    return loop;
  }

  MultiThreadIoEventLoopGroup group() {
    return group;
  }

  /** Ends the thread once what was asked for is done, within two seconds. */
  @Override
  public void close() {
    timers.end();
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
  }
}
