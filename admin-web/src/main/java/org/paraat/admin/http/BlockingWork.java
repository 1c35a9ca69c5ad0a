package org.paraat.admin.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few threads for what may block, such as the database: never more work than can be waited for.
 */
public final class BlockingWork {
  private final WorkerExecutor workers;
  private final String name;
  private final int mostWaiting;
  private final Duration longestWait;
  private final AtomicInteger underWay = new AtomicInteger();

  /**
   * @param mostWaiting pieces of work taken at once; further ones are refused with 503
   * @param longestWait after which the asker gets 503; the work itself may still end
   */
  public BlockingWork(
      Vertx vertx, String name, int threads, int mostWaiting, Duration longestWait) {
    this.workers = vertx.createSharedWorkerExecutor("web-" + name, threads);
    this.name = name;
    this.mostWaiting = mostWaiting;
    this.longestWait = longestWait;
  }

  public <T> Future<T> run(Callable<T> work) {
    if (underWay.incrementAndGet() > mostWaiting) {
      underWay.decrementAndGet();
      return Future.failedFuture(
          ApiFailure.unavailable("Too much waits for the " + name + "; try again in a moment"));
    }
    return workers
        .executeBlocking(() -> finished(work), false)
        .timeout(longestWait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private <T> T finished(Callable<T> work) throws Exception {
    try {
      return work.call();
    } finally {
      underWay.decrementAndGet();
    }
  }
}
