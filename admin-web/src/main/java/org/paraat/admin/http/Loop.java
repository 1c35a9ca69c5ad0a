package org.paraat.admin.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Brings answers of other threads back to the web loop that asked. */
public final class Loop {
  private static final long LONGEST_WAIT_MILLISECONDS = 5_000;

  private Loop() {}

  /**
   * Called on a web loop; what follows runs there too, never on the thread that answered.
   *
   * @return fails with a TimeoutException when no answer comes in time
   */
  public static <T> Future<T> bring(CompletionStage<T> answer) {
    return Future.fromCompletionStage(answer, Vertx.currentContext())
        .timeout(LONGEST_WAIT_MILLISECONDS, TimeUnit.MILLISECONDS);
  }
}
