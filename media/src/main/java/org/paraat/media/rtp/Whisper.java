package org.paraat.media.rtp;

import java.util.List;
import org.paraat.media.AudioClip;
import org.paraat.media.codec.G711;

/**
 * What is said to one peer over what it hears.
 *
 * <p>The conversation makes room softly while it lasts and comes back softly behind it; of both
 * together there is never more than full scale.
 */
final class Whisper {
  private static final int WHOLE = 256;
  // The conversation at -12 dB stays audible, and the voice over it is understood.
  private static final int LOWEST = WHOLE / 4;
  private static final int STEP = 2;

  private final List<AudioClip> clips;
  private int clip;
  private int offset;
  private int share = WHOLE;

  Whisper(List<AudioClip> clips) {
    this.clips = clips.stream().filter(each -> each.aLaw().length > 0).toList();
  }

  /** Whether all is said, and the conversation is back. */
  boolean isOver() {
    return isSaid() && share == WHOLE;
  }

  private boolean isSaid() {
    return clip == clips.size();
  }

  /** The next sample of it over one of the conversation. */
  short over(short heard) {
    share = isSaid() ? Math.min(WHOLE, share + STEP) : Math.max(LOWEST, share - STEP);
    return (short) ((heard * share + next() * (WHOLE - share)) >> 8);
  }

  /** Lets the next {@code length} samples pass unheard. */
  void skip(int length) {
    for (int i = 0; i < length && !isOver(); i++) {
      over((short) 0);
    }
  }

  private short next() {
    if (isSaid()) {
      return 0;
    }
    byte[] sound = clips.get(clip).aLaw();
    short sample = G711.linearOfALaw(sound[offset]);
    offset++;
    if (offset == sound.length) {
      offset = 0;
      clip++;
    }
    return sample;
  }
}
