package org.paraat.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.paraat.engine.Engine;
import org.paraat.engine.PromptLibrary;
import org.paraat.media.srtp.EncryptionRehearsal;
import org.paraat.server.rehearsal.Rehearsal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rehearsal of a start: it runs while the other parts come up, and readiness waits for its end.
 *
 * <p>Calls do not wait: the SIP ports open beside it, and the first real call ends it.
 */
final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final int MOST_CALLS = 2_000;

  private static final Duration LONGEST_ENCRYPTION = Duration.ofSeconds(10);

  private final CountDownLatch encryption = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Engine> engine = Optional.empty();
  private volatile boolean isGivenUp;

  private WarmUp() {}

  /** Begins: with encryption, then with calls, unless the settings leave no time for them. */
  static WarmUp begin(PromptLibrary prompts, Settings settings) {
    var warmUp = new WarmUp();
    var rehearsal = new Rehearsal(prompts, settings.rtp().first(), settings.rtp().last());
    // the log leaves out threads of this name
    Thread.ofPlatform()
        .name("rehearsal-director")
        .daemon()
        .start(() -> warmUp.hold(rehearsal, settings.rehearsal()));
    return warmUp;
  }

  private void hold(Rehearsal rehearsal, Duration longest) {
    try {
      long began = System.nanoTime();
      EncryptionRehearsal.hold();
      encryption.countDown();
      if (longest.isPositive()) {
        Rehearsal.Played played = rehearsal.hold(MOST_CALLS, longest, this::isNeeded);
        LOG.debug("{} rehearsed in {} ms", played, (System.nanoTime() - began) / 1_000_000);
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("no rehearsal: the first calls will be slower", e);
    } finally {
      encryption.countDown();
      over.countDown();
    }
  }

  private boolean isNeeded() {
    return !isGivenUp && !engine.map(Engine::hasHadCalls).orElse(false);
  }

  /** From now on a real call ends it. */
  void beside(Engine running) {
    engine = Optional.of(running);
  }

  /** It ends as soon as it can. */
  void giveUp() {
    isGivenUp = true;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Waits until sound can be encrypted at once: from then on calls may come. */
  void awaitEncryption() {
    await(encryption, LONGEST_ENCRYPTION);
  }

  /** Waits for its end, which is bounded by the settings. */
  void awaitEnd(Duration atMost) {
    await(over, atMost);
  }

  private static void await(CountDownLatch end, Duration atMost) {
    try {
      if (!end.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("the rehearsal did not end within {}", atMost);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
