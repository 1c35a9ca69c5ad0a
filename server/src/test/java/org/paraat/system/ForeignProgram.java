package org.paraat.system;

import java.util.concurrent.TimeUnit;

/** The end of a program that is not ours: asked for first, then taken. */
final class ForeignProgram {
  private static final long ENDS_WITHIN_SECONDS = 5;

  private ForeignProgram() {}

  static void end(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
