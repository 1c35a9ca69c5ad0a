package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paraat.media.AudioClip;
import org.paraat.media.MediaSession.Repetition;
import org.paraat.media.sdp.AudioCodec;

/** Clips cut into frames. */
class PlaybackTest {
  private static final AudioClip ABC = clip(1, 2, 3);
  private static final AudioClip DE = clip(4, 5);
  private static final AudioClip NOTHING = clip();

  @Test
  void clipsFollowEachOtherWithoutASeamAndSilenceFillsTheLastFrame() {
    Playback playback = new Playback(1, List.of(ABC, NOTHING, DE), Repetition.ONCE);
    assertArrayEquals(new byte[] {1, 2}, frame(playback, AudioCodec.PCMA, 2));
    assertArrayEquals(new byte[] {-3, -4}, frame(playback, AudioCodec.PCMU, 2));
    assertFalse(playback.isOver());
    assertArrayEquals(new byte[] {5, (byte) 0xD5}, frame(playback, AudioCodec.PCMA, 2));
    assertTrue(playback.isOver());
    assertArrayEquals(new byte[] {-1, -1}, frame(playback, AudioCodec.PCMU, 2));
  }

  @Test
  void musicBeginsAgainWithinAFrame() {
    Playback music = new Playback(1, List.of(ABC, DE), Repetition.FOREVER);
    assertArrayEquals(
        new byte[] {1, 2, 3, 4, 5, 1, 2, 3, 4, 5, 1}, frame(music, AudioCodec.PCMA, 11));
    assertFalse(music.isOver());
    music.skip(3);
    assertArrayEquals(new byte[] {5, 1}, frame(music, AudioCodec.PCMA, 2));
  }

  @Test
  void nothingAtAllIsOverAtOnceEvenForEver() {
    assertTrue(new Playback(1, List.of(), Repetition.ONCE).isOver());
    assertTrue(new Playback(1, List.of(NOTHING), Repetition.FOREVER).isOver());
  }

  private static byte[] frame(Playback playback, AudioCodec law, int length) {
    ByteBuffer frame = ByteBuffer.allocate(length + 1);
    playback.frame(frame, 1, length, law, new Transcoder());
    byte[] sound = new byte[length];
    frame.get(1, sound);
    return sound;
  }

  private static AudioClip clip(int... codes) {
    byte[] aLaw = new byte[codes.length];
    byte[] muLaw = new byte[codes.length];
    for (int i = 0; i < codes.length; i++) {
      aLaw[i] = (byte) codes[i];
      muLaw[i] = (byte) -codes[i];
    }
    return new AudioClip("test", aLaw, muLaw);
  }
}
