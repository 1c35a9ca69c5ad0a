package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;
import org.paraat.media.AudioClip;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.codec.G711;
import org.paraat.media.sdp.AudioCodec;

/** Clips being played one after the other, frame by frame. */
final class Playback {
  private final long number;
  private final List<AudioClip> clips;
  private final boolean isEndless;
  private int clip;
  private int offset;

  Playback(long number, List<AudioClip> clips, Repetition repetition) {
    this.number = number;
    this.clips = clips.stream().filter(each -> each.aLaw().length > 0).toList();
    // Nothing at all cannot be repeated: it is over at once.
    this.isEndless = repetition == Repetition.FOREVER && !this.clips.isEmpty();
  }

  long number() {
    return number;
  }

  boolean isOver() {
    return clip == clips.size();
  }

  /** Writes the next {@code length} samples; silence fills up what is behind the end. */
  void frame(ByteBuffer frame, int at, int length, AudioCodec law) {
    int written = 0;
    while (written < length && !isOver()) {
      byte[] sound = law == AudioCodec.PCMA ? clips.get(clip).aLaw() : clips.get(clip).muLaw();
      int some = Math.min(length - written, sound.length - offset);
      frame.put(at + written, sound, offset, some);
      written += some;
      advance(some, sound.length);
    }
    byte silence = silence(law);
    for (; written < length; written++) {
      frame.put(at + written, silence);
    }
  }

  /** Lets the next {@code length} samples pass unheard. */
  void skip(int length) {
    int left = length;
    while (left > 0 && !isOver()) {
      int whole = clips.get(clip).aLaw().length;
      int some = Math.min(left, whole - offset);
      left -= some;
      advance(some, whole);
    }
  }

  static byte silence(AudioCodec law) {
    return switch (law) {
      case PCMA -> G711.A_LAW_SILENCE;
      case PCMU -> G711.MU_LAW_SILENCE;
    };
  }

  private void advance(int samples, int length) {
    offset += samples;
    if (offset == length) {
      offset = 0;
      clip++;
      if (isOver() && isEndless) {
        clip = 0;
      }
    }
  }
}
