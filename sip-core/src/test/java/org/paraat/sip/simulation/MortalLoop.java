package org.paraat.sip.simulation;

import java.time.Duration;
import java.time.Instant;
import org.paraat.sip.transport.Loop;

/** The loop of a process: after its death nothing happens on it any more. */
public final class MortalLoop implements Loop {
  private final Loop real;
  private boolean isDead;

  public MortalLoop(Loop real) {
    this.real = real;
  }

  public void dies() {
    isDead = true;
  }

  public boolean isDead() {
    return isDead;
  }

  @Override
  public Instant now() {
    return real.now();
  }

  @Override
  public void execute(Runnable task) {
    real.execute(() -> unlessDead(task));
  }

  @Override
  public Timer schedule(Duration after, Runnable task) {
    return real.schedule(after, () -> unlessDead(task));
  }

  private void unlessDead(Runnable task) {
    if (!isDead) {
      task.run();
    }
  }

  @Override
  public boolean isCurrent() {
    return true;
  }
}
