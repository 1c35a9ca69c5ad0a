package org.paraat.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.paraat.engine.journal.Journal;
import org.paraat.pbx.Pbx;
import org.paraat.scenario.PaperMedia;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Loop;

/** A loop that comes late to what it was asked for has too much to do. */
class AdmissionTest {
  private final VirtualLoop time = new VirtualLoop();
  private Duration lag = Duration.ZERO;
  private Admission admission;

  /** Whatever it does comes later and later. */
  private final class Lagging implements Loop {
    @Override
    public Instant now() {
      return time.now().plus(lag);
    }

    @Override
    public void execute(Runnable task) {
      time.execute(task);
    }

    @Override
    public Timer schedule(Duration after, Runnable task) {
      return time.schedule(after, task);
    }

    @Override
    public boolean isCurrent() {
      return time.isCurrent();
    }
  }

  @BeforeEach
  void begins() {
    var loop = new Lagging();
    var meters = new Meters(new SimpleMeterRegistry());
    var core =
        new CoreLoop(
            loop,
            new Pbx(),
            Journal.NONE,
            new Ladders(loop),
            meters,
            EngineSettings.Audit.AFTER_A_FAULT);
    Legs none = null;
    admission =
        new Admission(core, none, new PaperMedia(time::schedule), meters, new Alarms(meters));
    admission.begin();
  }

  private void passes(int looks, int lateMillis) {
    for (int i = 0; i < looks; i++) {
      lag = lag.plusMillis(lateMillis);
      time.pass(Duration.ofMillis(500));
    }
  }

  @Test
  void oneLateLookIsAPauseOfTheMachine() {
    passes(1, 300);
    assertFalse(admission.isBusy());
    passes(1, 300);
    assertTrue(admission.isBusy());
  }

  @Test
  void itIsOverWhenAllWasOnTimeForFiveSeconds() {
    passes(2, 300);
    for (int i = 0; i < 5; i++) {
      passes(9, 0);
      assertTrue(admission.isBusy());
      passes(1, 300);
    }
    passes(9, 0);
    assertTrue(admission.isBusy());
    passes(1, 0);
    assertFalse(admission.isBusy());
  }
}
