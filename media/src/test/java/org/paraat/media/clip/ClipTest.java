package org.paraat.media.clip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paraat.media.AudioClip;

/** Clips from files and from nothing. */
class ClipTest {
  private static final AudioClip TONE = ToneClip.sine(1000, Duration.ofMillis(200));

  @Test
  void aFileOfEachCodingBecomesTheSameClip(@TempDir Path folder) throws Exception {
    short[] samples = LinearSound.ofALaw(TONE.aLaw());
    ByteBuffer linear = ByteBuffer.allocate(samples.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    for (short sample : samples) {
      linear.putShort(sample);
    }
    Path file = folder.resolve("tone.wav");
    Files.write(file, wav(1, 8000, 1, 16, linear.array()));
    assertArrayEquals(TONE.aLaw(), WavFile.load(file).aLaw());
    assertArrayEquals(TONE.aLaw(), read(wav(6, 8000, 1, 8, TONE.aLaw())).aLaw());
    assertArrayEquals(TONE.muLaw(), read(wav(7, 8000, 1, 8, TONE.muLaw())).muLaw());
    assertEquals(Duration.ofMillis(200), WavFile.load(file).duration());
  }

  @Test
  void soundThatWasPipedHasNoLengthAndLastsToTheEnd() throws Exception {
    byte[] piped = wav(6, 8000, 1, 8, TONE.aLaw());
    ByteBuffer.wrap(piped).order(ByteOrder.LITTLE_ENDIAN).putInt(54, -1);
    assertEquals(TONE.aLaw().length, read(piped).aLaw().length);
    ByteBuffer.wrap(piped).order(ByteOrder.LITTLE_ENDIAN).putInt(54, 0);
    assertEquals(TONE.aLaw().length, read(piped).aLaw().length);
  }

  @Test
  void soundOf16KilohertzIsKeptAndHeardByTelephonesToo() throws Exception {
    ByteBuffer samples = ByteBuffer.allocate(32_000).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 16_000; i++) {
      samples.putShort((short) (8000 * Math.sin(2 * Math.PI * 1000 * i / 16_000)));
    }
    AudioClip clip = read(wav(1, 16_000, 1, 16, samples.array()));
    assertEquals(Duration.ofSeconds(1), clip.duration());
    assertEquals(16_000, clip.wide().orElseThrow().length);
    assertTrue(ToneMeter.share(LinearSound.ofALaw(clip.aLaw()), 1000) > 0.99);
  }

  @Test
  void aFileThatCannotBePlayedIsNamedWithItsFault(@TempDir Path folder) {
    Path missing = folder.resolve("missing.wav");
    assertTrue(
        assertThrows(UnusableClip.class, () -> WavFile.load(missing))
            .getMessage()
            .contains("missing.wav does not exist"));
    assertTrue(fault(wav(1, 22_050, 1, 16, new byte[4])).contains("22050 Hz"));
    assertTrue(fault(wav(1, 8000, 2, 16, new byte[4])).contains("2 channels"));
    assertTrue(
        fault("ID3 and so on, no WAV".getBytes(StandardCharsets.US_ASCII)).contains("no WAV"));
    assertTrue(fault(new byte[0]).contains("no WAV"));
    assertTrue(
        fault(java.util.Arrays.copyOf(wav(6, 8000, 1, 8, new byte[9]), 50)).contains("no sound"));
  }

  @Test
  void noDamagedFileDoesMoreThanBeingRefused() {
    Random random = new Random(3);
    byte[] whole = wav(6, 8000, 1, 8, new byte[100]);
    for (int i = 0; i < 20_000; i++) {
      byte[] damaged = java.util.Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      for (int change = 0; change < 3 && damaged.length > 0; change++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        assertTrue(read(damaged).aLaw().length <= whole.length);
      } catch (UnusableClip expected) {
        assertTrue(expected.getMessage().startsWith("test"));
      }
    }
  }

  @Test
  void aToneIsThatToneAndNoOther() {
    short[] sound = LinearSound.ofALaw(TONE.aLaw());
    assertTrue(ToneMeter.share(sound, 1000) > 0.9);
    assertTrue(ToneMeter.share(sound, 1100) < 0.05);
    short[] key = LinearSound.ofMuLaw(ToneClip.keys("5").muLaw());
    assertTrue(ToneMeter.share(java.util.Arrays.copyOf(key, 800), 770) > 0.4);
    assertTrue(ToneMeter.share(java.util.Arrays.copyOf(key, 800), 1336) > 0.4);
    short[] noise =
        LinearSound.ofALaw(ToneClip.pinkNoise(Duration.ofSeconds(1), new Random(1)).aLaw());
    assertTrue(ToneMeter.share(noise, 1000) < 0.05);
    assertEquals(0, ToneMeter.share(new short[100], 1000));
  }

  @Test
  void theTonesOfTheNetworkLastOnePeriod() {
    assertEquals(Duration.ofSeconds(5), ToneClip.ringback().duration());
    assertEquals(Duration.ofSeconds(1), ToneClip.busy().duration());
    assertEquals(Duration.ofMillis(500), ToneClip.congestion().duration());
    assertEquals(Duration.ofMillis(1990), ToneClip.error().duration());
    for (byte sample : ToneClip.silence(Duration.ofMillis(40)).aLaw()) {
      assertEquals((byte) 0xD5, sample);
    }
  }

  private static String fault(byte[] bytes) {
    return assertThrows(UnusableClip.class, () -> read(bytes)).getMessage();
  }

  private static AudioClip read(byte[] bytes) throws UnusableClip {
    return WavFile.read("test", new ByteArrayInputStream(bytes));
  }

  /** With a LIST chunk of odd length in between, as editors write it; data begins at 58. */
  private static byte[] wav(int coding, int rate, int channels, int bits, byte[] sound) {
    ByteBuffer file = ByteBuffer.allocate(58 + sound.length).order(ByteOrder.LITTLE_ENDIAN);
    file.put(ascii("RIFF")).putInt(50 + sound.length).put(ascii("WAVE"));
    file.put(ascii("fmt ")).putInt(16).putShort((short) coding).putShort((short) channels);
    file.putInt(rate).putInt(rate * channels * bits / 8);
    file.putShort((short) (channels * bits / 8)).putShort((short) bits);
    file.put(ascii("LIST")).putInt(5).put(ascii("hello")).put((byte) 0);
    file.put(ascii("data")).putInt(sound.length).put(sound);
    return file.array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
