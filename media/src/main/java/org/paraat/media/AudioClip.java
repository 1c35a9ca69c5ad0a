package org.paraat.media;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Sound ready to be sent, mono, kept in memory in both laws of G.711, so that playing it to a
 * telephone costs no transcoding.
 *
 * @param name for the log
 * @param aLaw one byte a sample at 8 kHz (ITU-T G.711); not to be changed
 * @param muLaw the same sound, one byte a sample; not to be changed
 * @param wide the same sound at 16 kHz, if it was recorded so; not to be changed
 */
public record AudioClip(String name, byte[] aLaw, byte[] muLaw, Optional<short[]> wide) {
  private static final long NANOSECONDS_A_SAMPLE = TimeUnit.SECONDS.toNanos(1) / 8000;

  public AudioClip {
    boolean isInStep = wide.isEmpty() || wide.get().length == 2 * aLaw.length;
    if (aLaw.length != muLaw.length || !isInStep) {
      throw new IllegalArgumentException(
          name + " has " + aLaw.length + " samples in A-law but " + muLaw.length + " in mu-law");
    }
  }

  /** Sound at 8 kHz alone. */
  public AudioClip(String name, byte[] aLaw, byte[] muLaw) {
    this(name, aLaw, muLaw, Optional.empty());
  }

  public Duration duration() {
    return Duration.ofNanos(aLaw.length * NANOSECONDS_A_SAMPLE);
  }
}
