package org.paraat.server.phone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.paraat.media.clip.ToneMeter;
import org.paraat.server.phone.Sound.Kind;

/**
 * Tells tones, music, speech and silence apart: a tone has all its energy at one frequency, music
 * hardly pauses, speech pauses at each stop.
 */
final class Hearing {
  /** Hertz that a tone may be off. */
  static final int TONE_TOLERANCE = 6;

  static final int RATE = 8000;
  private static final int FRAME = 160;
  private static final int FRAMES_A_BLOCK = 5;
  private static final int BLOCK = FRAME * FRAMES_A_BLOCK;
  private static final int MILLISECONDS_A_BLOCK = 1000 * BLOCK / RATE;

  private static final double QUIET = -50;
  private static final double TONE_SHARE = 0.9;
  private static final int TONE_BLOCKS = 3;
  private static final double TONE_STEADINESS = 2;
  private static final int MUSIC_BLOCKS = 8;
  private static final double MUSIC_STEADINESS = 35;
  private static final int SPEECH_PAUSE_BLOCKS = 4;
  private static final int SPEECH_BLOCKS = 2;

  private final short[] heard;
  private final Recordings recordings;
  private final int blocks;
  private final double[] loudest;
  private final double[] quietest;
  private final int[] hertz;
  private final Kind[] kinds;

  private Hearing(short[] heard, Recordings recordings) {
    this.heard = heard;
    this.recordings = recordings;
    blocks = heard.length / BLOCK;
    loudest = new double[blocks];
    quietest = new double[blocks];
    hertz = new int[blocks];
    kinds = new Kind[blocks];
  }

  /** What was heard, in its order; silence is not told. */
  static List<Sound> of(short[] heard, Recordings recordings) {
    var hearing = new Hearing(heard, recordings);
    hearing.measure();
    hearing.markTones();
    hearing.markMusic();
    hearing.markSpeech();
    return hearing.sounds();
  }

  private void measure() {
    for (int block = 0; block < blocks; block++) {
      loudest[block] = -100;
      quietest[block] = 0;
      for (int frame = 0; frame < FRAMES_A_BLOCK; frame++) {
        double level = level(block * BLOCK + frame * FRAME);
        loudest[block] = Math.max(loudest[block], level);
        quietest[block] = Math.min(quietest[block], level);
      }
      hertz[block] = loudest[block] < QUIET ? 0 : toneOf(block);
    }
  }

  private double level(int from) {
    double energy = 1;
    for (int i = from; i < from + FRAME; i++) {
      energy += (double) heard[i] * heard[i];
    }
    return 10 * Math.log10(energy / FRAME / (32768.0 * 32768.0));
  }

  /** The tone that makes nearly all of a block; 0 when none does. */
  private int toneOf(int block) {
    short[] samples = Arrays.copyOfRange(heard, block * BLOCK, (block + 1) * BLOCK);
    double first = -1;
    double last = -1;
    int periods = -1;
    for (int i = 1; i < samples.length; i++) {
      if (samples[i - 1] < 0 && samples[i] >= 0) {
        last = i - (double) samples[i] / (samples[i] - samples[i - 1]);
        first = first < 0 ? last : first;
        periods++;
      }
    }
    if (periods < 10) {
      return 0;
    }
    double frequency = RATE * periods / (last - first);
    return ToneMeter.share(samples, frequency) >= TONE_SHARE ? (int) Math.round(frequency) : 0;
  }

  private void markTones() {
    int begin = 0;
    while (begin < blocks) {
      int end = begin + 1;
      while (hertz[begin] > 0 && end < blocks && isSameTone(begin, end)) {
        end++;
      }
      if (hertz[begin] > 0 && end - begin >= TONE_BLOCKS) {
        Arrays.fill(kinds, begin, end, Kind.TONE);
      }
      begin = end;
    }
  }

  private boolean isSameTone(int one, int other) {
    return Math.abs(hertz[one] - hertz[other]) <= TONE_TOLERANCE
        && Math.abs(loudest[one] - loudest[other]) <= TONE_STEADINESS;
  }

  private void markMusic() {
    for (int begin = 0; begin + MUSIC_BLOCKS <= blocks; begin++) {
      double most = -100;
      double least = 0;
      boolean hasTone = false;
      for (int block = begin; block < begin + MUSIC_BLOCKS; block++) {
        most = Math.max(most, loudest[block]);
        least = Math.min(least, quietest[block]);
        hasTone |= kinds[block] == Kind.TONE;
      }
      if (!hasTone && least > QUIET - 5 && most - least <= MUSIC_STEADINESS) {
        Arrays.fill(kinds, begin, begin + MUSIC_BLOCKS, Kind.MUSIC);
      }
    }
  }

  private void markSpeech() {
    int lastSpoken = -1;
    for (int block = 0; block < blocks; block++) {
      if (kinds[block] == null && loudest[block] >= QUIET) {
        kinds[block] = Kind.SPEECH;
        boolean isPause =
            lastSpoken >= 0
                && block - lastSpoken <= SPEECH_PAUSE_BLOCKS + 1
                && Arrays.stream(kinds, lastSpoken + 1, block).allMatch(kind -> kind == null);
        if (isPause) {
          Arrays.fill(kinds, lastSpoken + 1, block, Kind.SPEECH);
        }
        lastSpoken = block;
      }
    }
  }

  private List<Sound> sounds() {
    var sounds = new ArrayList<Sound>();
    int begin = 0;
    while (begin < blocks) {
      int end = begin + 1;
      while (end < blocks && kinds[end] == kinds[begin] && !isOtherTone(begin, end)) {
        end++;
      }
      boolean isShort = kinds[begin] == Kind.SPEECH && end - begin < SPEECH_BLOCKS;
      if (kinds[begin] != null && !isShort) {
        sounds.add(sound(begin, end));
      }
      begin = end;
    }
    return sounds;
  }

  private boolean isOtherTone(int one, int other) {
    return kinds[one] == Kind.TONE && Math.abs(hertz[one] - hertz[other]) > TONE_TOLERANCE;
  }

  private Sound sound(int begin, int end) {
    Kind kind = kinds[begin];
    List<Recording> recognised =
        kind == Kind.SPEECH
            ? recordings.in(heard, (begin - SPEECH_BLOCKS) * BLOCK, end * BLOCK)
            : List.of();
    return new Sound(
        kind,
        kind == Kind.TONE ? hertz[begin + 1] : 0,
        recognised,
        Duration.ofMillis((long) begin * MILLISECONDS_A_BLOCK),
        Duration.ofMillis((long) (end - begin) * MILLISECONDS_A_BLOCK));
  }
}
