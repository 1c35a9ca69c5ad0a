package org.paraat.media.dtmf;

import java.util.concurrent.TimeUnit;

/**
 * Lets keys of a conversation pass only as the two sequences that may be heard there, {@code *4}
 * and {@code *#}: a single tone is far too often a voice.
 */
public final class ToneSequences {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);
  private static final String NOTHING = "";

  private boolean hasBegun;
  private long begunAt;

  /**
   * @param now by {@link System#nanoTime}
   * @return both keys of a sequence that is complete with this one, or nothing
   */
  public String heard(char key, long now) {
    boolean completes = hasBegun && now - begunAt <= LONGEST_NANOS && (key == '4' || key == '#');
    hasBegun = key == '*';
    begunAt = now;
    if (!completes) {
      return NOTHING;
    }
    return key == '4' ? "*4" : "*#";
  }
}
