package org.paraat.media;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Sound ready to be sent: 8 kHz mono, kept in memory in both laws of G.711, so that playing it
 * costs no transcoding.
 *
 * @param name for the log
 * @param aLaw one byte a sample (ITU-T G.711); not to be changed
 * @param muLaw the same sound, one byte a sample; not to be changed
 */
public record AudioClip(String name, byte[] aLaw, byte[] muLaw) {
  private static final long NANOSECONDS_A_SAMPLE = TimeUnit.SECONDS.toNanos(1) / 8000;

  public AudioClip {
    if (aLaw.length != muLaw.length) {
      throw new IllegalArgumentException(
          name + " has " + aLaw.length + " samples in A-law but " + muLaw.length + " in mu-law");
    }
  }

  public Duration duration() {
    return Duration.ofNanos(aLaw.length * NANOSECONDS_A_SAMPLE);
  }
}
