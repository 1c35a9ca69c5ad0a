package org.paraat.media.dtmf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.paraat.media.AudioClip;
import org.paraat.media.clip.UnusableClip;
import org.paraat.media.clip.WavFile;
import org.paraat.media.codec.G711;

/**
 * Nobody presses a key here: the spoken prompts at many pitches, alone, together and with music
 * under them, and music of many instruments.
 */
@Tag("slow")
class TalkOffTest {
  private static final Path PROMPTS =
      Path.of("../provisioning/src/main/resources/org/paraat/provisioning/prompts");
  private static final double LOWEST_PITCH = 0.7;
  private static final double HIGHEST_PITCH = 1.9;
  private static final double PITCH_STEP = 0.035;
  private static final int MINUTES_OF_MUSIC = 15;

  private final Random random = new Random(5);
  private final ToneKeys keys = new ToneKeys();
  private final ToneSequences sequences = new ToneSequences();
  private final StringBuilder made = new StringBuilder();
  private final StringBuilder madeSequences = new StringBuilder();
  private long samples;

  @Test
  void speechPressesNoKeys() throws IOException, UnusableClip {
    List<short[]> spoken = spoken();
    for (double pitch = LOWEST_PITCH; pitch < HIGHEST_PITCH; pitch += PITCH_STEP) {
      for (short[] text : spoken) {
        listen(atPitch(text, pitch));
      }
    }
    assertTrue(minutes() > 60, minutes() + " minutes");
    assertEquals("", madeSequences.toString(), "sequences in minutes of speech: " + minutes());
    assertTrue(made.length() <= minutes() / 15, made + " in " + minutes() + " minutes");
  }

  @Test
  void speechOverMusicPressesNoKeys() throws IOException, UnusableClip {
    List<short[]> spoken = spoken();
    for (double pitch = LOWEST_PITCH; pitch < HIGHEST_PITCH; pitch += 4 * PITCH_STEP) {
      for (short[] text : spoken) {
        short[] sound = atPitch(text, pitch);
        short[] music = music(sound.length);
        for (int i = 0; i < sound.length; i++) {
          sound[i] = (short) Math.clamp(sound[i] + music[i] / 2, -32_768, 32_767);
        }
        listen(sound);
      }
    }
    assertEquals("", madeSequences.toString());
    assertTrue(made.length() <= minutes() / 15, made + " in " + minutes() + " minutes");
  }

  @Test
  void musicPressesNoKeys() {
    for (int minute = 0; minute < MINUTES_OF_MUSIC; minute++) {
      listen(music(60 * 8000));
    }
    assertEquals("", madeSequences.toString());
    assertTrue(made.length() <= minutes() / 15, made + " in " + minutes() + " minutes");
  }

  private long minutes() {
    return samples / 8000 / 60;
  }

  private void listen(short[] sound) {
    for (short sample : sound) {
      samples++;
      char key = keys.heard(G711.linearOfALaw(G711.aLaw(sample)));
      if (key != ToneKeys.NO_KEY) {
        made.append(key);
        madeSequences.append(sequences.heard(key, samples * 125_000));
      }
    }
  }

  private static List<short[]> spoken() throws IOException, UnusableClip {
    List<short[]> all = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROMPTS)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".wav")).sorted().toList()) {
        AudioClip clip = WavFile.load(file);
        short[] sound = new short[clip.aLaw().length];
        for (int i = 0; i < sound.length; i++) {
          sound[i] = G711.linearOfALaw(clip.aLaw()[i]);
        }
        all.add(sound);
      }
    }
    return all;
  }

  /** The same text by another voice: higher and faster, or lower and slower. */
  private static short[] atPitch(short[] sound, double pitch) {
    short[] other = new short[(int) ((sound.length - 1) / pitch)];
    for (int i = 0; i < other.length; i++) {
      double at = i * pitch;
      int before = (int) at;
      double part = at - before;
      other[i] = (short) (sound[before] * (1 - part) + sound[before + 1] * part);
    }
    return other;
  }

  /** Chords and melodies of plucked, blown and struck sounds: each note with its own overtones. */
  private short[] music(int length) {
    double[] sum = new double[length];
    for (int voice = 0; voice < 4; voice++) {
      double brightness = 0.1 + 0.7 * random.nextDouble();
      double fading = random.nextBoolean() ? 0.0004 : 0.00002;
      int at = 0;
      while (at < length) {
        int note = 40 + random.nextInt(48);
        int duration = 600 + random.nextInt(8) * 600;
        double hertz = 440 * Math.pow(2, (note - 69) / 12.0);
        for (int overtone = 1; overtone * hertz < 3800 && overtone < 9; overtone++) {
          double strength = 1500 * Math.pow(brightness, overtone - 1.0);
          double turn = 2 * Math.PI * hertz * overtone / 8000;
          for (int i = 0; i < duration && at + i < length; i++) {
            sum[at + i] += strength * Math.exp(-fading * i * overtone) * Math.sin(turn * i);
          }
        }
        at += duration;
      }
    }
    short[] sound = new short[length];
    for (int i = 0; i < length; i++) {
      sound[i] = (short) Math.clamp(Math.round(sum[i]), -32_768, 32_767);
    }
    return sound;
  }
}
