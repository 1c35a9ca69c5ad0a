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

/** Sound of 8000 samples a second, cut into windows of a tenth of a second to be judged. */
record Sound(short[] samples) {
  static final int RATE = 8_000;
  private static final int WINDOW = RATE / 10;
  private static final double AUDIBLE = 200;
  private static final int BYTES_OF_A_WAV_HEADER = 44;

  /** A file with one tone at half of full level. */
  static Path tone(Path folder, int hertz, int seconds) {
    var bytes = ByteBuffer.allocate(seconds * RATE * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < seconds * RATE; i++) {
      bytes.putShort((short) (16_000 * Math.sin(2 * Math.PI * hertz * i / RATE)));
    }
    Path file = folder.resolve("tone-" + hertz + ".wav");
    var format = new AudioFormat(RATE, 16, 1, true, false);
    var content = new ByteArrayInputStream(bytes.array());
    try (var stream = new AudioInputStream(content, format, (long) seconds * RATE)) {
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
      int start = Math.min(bytes.length, BYTES_OF_A_WAV_HEADER);
      var content = ByteBuffer.wrap(bytes, start, (bytes.length - start) & ~1);
      var samples = new short[content.remaining() / 2];
      content.order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return new Sound(samples);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tenths of a second in which this tone is most of what is heard. */
  long tenthsOf(int hertz) {
    return windows().filter(w -> isAudible(w) && share(w, hertz) > 0.7).count();
  }

  /** Tenths of a second with something to be heard that is none of these tones. */
  long tenthsOfOtherThan(Integer... hertz) {
    List<Integer> tones = Arrays.asList(hertz);
    return windows()
        .filter(w -> isAudible(w) && tones.stream().noneMatch(tone -> share(w, tone) > 0.3))
        .count();
  }

  private java.util.stream.Stream<short[]> windows() {
    return IntStream.range(0, samples.length / WINDOW)
        .mapToObj(i -> Arrays.copyOfRange(samples, i * WINDOW, (i + 1) * WINDOW));
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
  private static double share(short[] window, int hertz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
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
