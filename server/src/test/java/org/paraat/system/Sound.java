package org.paraat.system;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/**
 * Sound cut into windows of a tenth of a second to be judged.
 *
 * @param rate samples a second
 */
record Sound(short[] samples, int rate) {
  static final int RATE = 8_000;

  /** Half of full level: how loud a {@link #tone} is at its peaks. */
  static final int PEAK_OF_TONE = 16_000;

  static final Sound SILENCE = new Sound(new short[0], RATE);
  private static final double AUDIBLE = 200;
  private static final int BYTES_OF_A_WAV_HEADER = 44;
  private static final int RATE_IN_A_WAV_HEADER = 24;

  /** A file with one tone at half of full level. */
  static Path tone(Path folder, int hertz, int seconds, int rate) {
    var bytes = ByteBuffer.allocate(seconds * rate * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < seconds * rate; i++) {
      bytes.putShort((short) (PEAK_OF_TONE * Math.sin(2 * Math.PI * hertz * i / rate)));
    }
    Path file = folder.resolve("tone-" + hertz + ".wav");
    var format = new AudioFormat(rate, 16, 1, true, false);
    var content = new ByteArrayInputStream(bytes.array());
    try (var stream = new AudioInputStream(content, format, (long) seconds * rate)) {
      AudioSystem.write(stream, AudioFileFormat.Type.WAVE, file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  /** Reads a recording that may still grow, so it does not trust the lengths in its header. */
  static Sound read(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length < BYTES_OF_A_WAV_HEADER) {
        return SILENCE; // it was made just now
      }
      var content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int rate = content.getInt(RATE_IN_A_WAV_HEADER);
      var samples = new short[(bytes.length - BYTES_OF_A_WAV_HEADER) / 2];
      content.position(BYTES_OF_A_WAV_HEADER).asShortBuffer().get(samples);
      return new Sound(samples, rate);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tenths of a second in which this tone is most of what is heard. */
  long tenthsOf(int hertz) {
    return windows().filter(w -> isAudible(w) && share(w, hertz) > 0.7).count();
  }

  /** The loudest sample while this tone is most of what is heard. */
  int peakOf(int hertz) {
    return windows()
        .filter(w -> isAudible(w) && share(w, hertz) > 0.7)
        .flatMapToInt(w -> IntStream.range(0, w.length).map(i -> Math.abs(w[i])))
        .max()
        .orElse(0);
  }

  /** How loud this tone is in the middle of the windows that it fills, as the peak of a sine. */
  double amplitudeOf(int hertz) {
    double[] loudness =
        windows()
            .filter(w -> isAudible(w) && share(w, hertz) > 0.7)
            .mapToDouble(w -> Math.sqrt(2 * energy(w) / w.length))
            .sorted()
            .toArray();
    return loudness.length == 0 ? 0 : loudness[loudness.length / 2];
  }

  /** Tenths of a second with something to be heard that is none of these tones. */
  long tenthsOfOtherThan(Integer... hertz) {
    List<Integer> tones = Arrays.asList(hertz);
    return windows()
        .filter(w -> isAudible(w) && tones.stream().noneMatch(tone -> share(w, tone) > 0.3))
        .count();
  }

  private java.util.stream.Stream<short[]> windows() {
    int window = rate / 10;
    return IntStream.range(0, samples.length / window)
        .mapToObj(i -> Arrays.copyOfRange(samples, i * window, (i + 1) * window));
  }

  private static boolean isAudible(short[] window) {
    return Math.sqrt(energy(window) / window.length) > AUDIBLE;
  }

  private static double energy(short[] window) {
    double sum = 0;
    for (short sample : window) {
      sum += (double) sample * sample;
    }
    return sum;
  }

  /** What part of a window's energy is this tone, 0 to 1 (Goertzel). */
  private double share(short[] window, int hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / rate);
    double last = 0;
    double beforeLast = 0;
    for (short sample : window) {
      double now = sample + coefficient * last - beforeLast;
      beforeLast = last;
      last = now;
    }
    double power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
    return 2 * power / (window.length * energy(window));
  }
}
