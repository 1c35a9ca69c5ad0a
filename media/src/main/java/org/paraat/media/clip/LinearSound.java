package org.paraat.media.clip;

import org.paraat.media.AudioClip;
import org.paraat.media.codec.G711;

/** Converts between 16-bit samples at 8 kHz and clips. */
public final class LinearSound {

  private LinearSound() {}

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
