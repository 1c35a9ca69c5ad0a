package org.paraat.media.clip;

import java.util.Arrays;
import java.util.Optional;
import org.paraat.media.AudioClip;
import org.paraat.media.codec.G711;
import org.paraat.media.codec.HalfBand;

/** Converts between 16-bit samples and clips. */
public final class LinearSound {

  private LinearSound() {}

  /** A clip of sound at 16 kHz. */
  public static AudioClip wideClip(String name, short[] samples) {
    short[] even = Arrays.copyOf(samples, samples.length / 2 * 2);
    AudioClip narrow = clip(name, HalfBand.halved(even));
    return new AudioClip(name, narrow.aLaw(), narrow.muLaw(), Optional.of(even));
  }

  /** A clip of sound at 8 kHz. */
  public static AudioClip clip(String name, short[] samples) {
    byte[] aLaw = new byte[samples.length];
    byte[] muLaw = new byte[samples.length];
    for (int i = 0; i < samples.length; i++) {
      aLaw[i] = G711.aLaw(samples[i]);
      muLaw[i] = G711.muLaw(samples[i]);
    }
    return new AudioClip(name, aLaw, muLaw);
  }

  public static short[] ofALaw(byte[] codes) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = G711.linearOfALaw(codes[i]);
    }
    return samples;
  }

  public static short[] ofMuLaw(byte[] codes) {
    short[] samples = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      samples[i] = G711.linearOfMuLaw(codes[i]);
    }
    return samples;
  }
}
