package org.paraat.media.rtp;

import java.nio.ByteBuffer;
import java.util.List;
import org.paraat.media.AudioClip;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.codec.G711;
import org.paraat.media.codec.G722Encoder;
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

  boolean isEndless() {
    return isEndless;
  }

  boolean isOver() {
    return clip == clips.size();
  }

  /** Writes the next {@code length} octets; silence fills up what is behind the end. */
  void frame(ByteBuffer frame, int at, int length, AudioCodec codec, Transcoder transcoder) {
    int written = 0;
    while (written < length && !isOver()) {
      AudioClip playing = clips.get(clip);
      int whole = playing.aLaw().length;
      int some = Math.min(length - written, whole - offset);
      switch (codec) {
        case PCMA -> frame.put(at + written, playing.aLaw(), offset, some);
        case PCMU -> frame.put(at + written, playing.muLaw(), offset, some);
        case G722 -> wide(playing, some, frame, at + written, transcoder.encoder());
      }
      written += some;
      advance(some, whole);
    }
    silence(frame, at + written, length - written, codec, transcoder);
  }

  private void wide(AudioClip playing, int octets, ByteBuffer frame, int at, G722Encoder encoder) {
    if (playing.wide().isPresent()) {
      encoder.encodeWide(playing.wide().get(), 2 * offset, octets, frame, at);
      return;
    }
    byte[] sound = playing.aLaw();
    for (int i = 0; i < octets; i++) {
      frame.put(at + i, encoder.encodeNarrow(G711.linearOfALaw(sound[offset + i])));
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

  /** Writes {@code length} octets of silence. */
  static void silence(
      ByteBuffer frame, int at, int length, AudioCodec codec, Transcoder transcoder) {
    for (int i = at; i < at + length; i++) {
      frame.put(
          i,
          switch (codec) {
            case PCMA -> G711.A_LAW_SILENCE;
            case PCMU -> G711.MU_LAW_SILENCE;
            case G722 -> transcoder.encoder().encodeNarrow((short) 0);
          });
    }
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
