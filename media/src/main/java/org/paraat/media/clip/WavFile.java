package org.paraat.media.clip;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.paraat.media.AudioClip;

/** Reads a WAV file, mono: 16-bit PCM of 8 or 16 kHz, A-law or mu-law of 8 kHz. */
public final class WavFile {
  /** An hour of 16-bit sound and some more. */
  static final int MOST_BYTES = 64 * 1024 * 1024;

  private static final int PCM = 1;
  private static final int A_LAW = 6;
  private static final int MU_LAW = 7;
  private static final int EXTENSIBLE = 0xFFFE;
  private static final int NARROW = 8000;
  private static final int WIDE = 16_000;
  private static final int SHORTEST_FORMAT = 16;
  private static final int EXTENSIBLE_SUBFORMAT = 24;

  private final String name;
  private final ByteBuffer bytes;
  private int coding;
  private int rate;

  private WavFile(String name, byte[] bytes) {
    this.name = name;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * @throws UnusableClip when the file is missing or is no sound of this kind
   */
  public static AudioClip load(Path file) throws UnusableClip {
    try (InputStream stream = Files.newInputStream(file)) {
      return read(file.toString(), stream);
    } catch (NoSuchFileException e) {
      throw new UnusableClip(file + " does not exist", e);
    } catch (IOException e) {
      throw new UnusableClip(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a stream to its end; the caller closes it.
   *
   * @param name for the clip and for messages
   * @throws UnusableClip when it cannot be read or is no sound of this kind
   */
  public static AudioClip read(String name, InputStream stream) throws UnusableClip {
    try {
      byte[] all = stream.readNBytes(MOST_BYTES + 1);
      if (all.length > MOST_BYTES) {
        throw new UnusableClip(name + " is larger than " + MOST_BYTES + " bytes");
      }
      return new WavFile(name, all).clip();
    } catch (IOException e) {
      throw new UnusableClip(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private AudioClip clip() throws UnusableClip {
    if (bytes.remaining() < 12 || !tag(0).equals("RIFF") || !tag(8).equals("WAVE")) {
      throw new UnusableClip(name + " is no WAV file");
    }
    int at = 12;
    while (at + 8 <= bytes.limit()) {
      int start = at + 8;
      // Sound that was piped into a file carries a length of 0 or -1: then it lasts to the end.
      long stated = Integer.toUnsignedLong(bytes.getInt(at + 4));
      int length = (int) Math.min(stated, bytes.limit() - start);
      switch (tag(at)) {
        case "fmt " -> readFormat(start, length);
        case "data" -> {
          return sound(start, stated == 0 ? bytes.limit() - start : length);
        }
        default -> {
          // LIST, fact and the like say nothing about the sound.
        }
      }
      at = start + length + (length & 1);
    }
    throw new UnusableClip(name + " holds no sound (no data chunk)");
  }

  private void readFormat(int start, int length) throws UnusableClip {
    if (length < SHORTEST_FORMAT) {
      throw new UnusableClip(name + " has a broken format chunk");
    }
    coding = Short.toUnsignedInt(bytes.getShort(start));
    if (coding == EXTENSIBLE && length >= EXTENSIBLE_SUBFORMAT + 2) {
      coding = Short.toUnsignedInt(bytes.getShort(start + EXTENSIBLE_SUBFORMAT));
    }
    int channels = bytes.getShort(start + 2);
    rate = bytes.getInt(start + 4);
    int bits = bytes.getShort(start + 14);
    boolean ours =
        channels == 1
            && (coding == PCM && bits == 16 && (rate == NARROW || rate == WIDE)
                || (coding == A_LAW || coding == MU_LAW) && bits == 8 && rate == NARROW);
    if (!ours) {
      throw new UnusableClip(
          "%s is coding %d, %d Hz, %d channels, %d bits; wanted is mono in 16-bit PCM (1) of 8000 or 16000 Hz, A-law (6) or mu-law (7) of 8000 Hz"
              .formatted(name, coding, rate, channels, bits));
    }
  }

  private AudioClip sound(int start, int length) throws UnusableClip {
    if (coding == 0) {
      throw new UnusableClip(name + " has no format chunk before its sound");
    }
    if (coding == PCM) {
      short[] samples = new short[length / 2];
      bytes.slice(start, length).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(samples);
      return rate == WIDE ? LinearSound.wideClip(name, samples) : LinearSound.clip(name, samples);
    }
    byte[] codes = new byte[length];
    bytes.get(start, codes);
    return LinearSound.clip(
        name, coding == A_LAW ? LinearSound.ofALaw(codes) : LinearSound.ofMuLaw(codes));
  }

  private String tag(int at) {
    byte[] letters = new byte[4];
    bytes.get(at, letters);
    return new String(letters, StandardCharsets.US_ASCII);
  }
}
