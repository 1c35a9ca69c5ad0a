package org.paraat.server.phone;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import org.paraat.media.clip.LinearSound;
import org.paraat.media.clip.UnusableClip;
import org.paraat.media.clip.WavFile;
import org.paraat.provisioning.Provisioning;

/** Recognises prompts in what was heard, also those that were cut short. */
public final class Recordings {
  /** Knows none. */
  public static final Recordings NONE = new Recordings(List.of());

  private static final String FOLDER = "/org/paraat/provisioning/prompts/";
  private static final int PROBE = 640;
  private static final int SHORTEST_PART = 8000;
  private static final int LONGEST_STUMBLE = 4000;
  private static final int LOUD = 150;
  // what another law of G.711 on the way may cost
  private static final double MOST_DIFFERENCE = 0.25;

  private final List<Recording> known;

  public Recordings(List<Recording> known) {
    this.known = List.copyOf(known);
  }

  /** Those that come with the product, in Dutch and English. */
  public static Recordings ours() {
    var all = new ArrayList<Recording>();
    for (String language : List.of("nl", "en")) {
      Properties texts = texts(language);
      for (String prompt : texts.stringPropertyNames()) {
        all.add(read(language, prompt, texts.getProperty(prompt)));
      }
    }
    return new Recordings(all);
  }

  public List<Recording> all() {
    return known;
  }

  /** The prompts that were heard in a stretch of sound, in their order. */
  List<Recording> in(short[] heard, int from, int to) {
    var found = new ArrayList<Found>();
    for (Recording recording : known) {
      Found match = find(recording, heard, from, to);
      if (match.length() > 0) {
        found.add(match);
      }
    }
    found.sort(Comparator.comparingInt(Found::length).reversed());
    var kept = new ArrayList<Found>();
    for (Found match : found) {
      if (kept.stream().noneMatch(other -> other.overlaps(match))) {
        kept.add(match);
      }
    }
    return kept.stream().sorted(Comparator.comparingInt(Found::at)).map(Found::recording).toList();
  }

  private static Found find(Recording recording, short[] heard, int from, int to) {
    int second = SHORTEST_PART;
    for (int begin = 0; begin <= second && begin + PROBE < recording.samples().length; ) {
      int probe = loudest(recording.samples(), begin, begin + second);
      Found found = find(recording, probe, heard, from, to);
      if (found.length() > 0) {
        return found;
      }
      begin += second;
    }
    return new Found(recording, 0, 0);
  }

  private static Found find(Recording recording, int probe, short[] heard, int from, int to) {
    short[] samples = recording.samples();
    int peak = peak(samples, probe);
    int height = samples[peak];
    long allowed = (long) (MOST_DIFFERENCE * sum(samples, probe, PROBE));
    int last = Math.min(to, heard.length - PROBE);
    for (int at = Math.max(from, 0); at <= last; at++) {
      // one sample rules out nearly every place
      if (Math.abs(heard[at + peak - probe] - height) <= Math.abs(height) / 8
          && difference(samples, probe, heard, at, PROBE, allowed) <= allowed) {
        Found found = follow(recording, heard, at - probe);
        if (found.length() > 0) {
          return found;
        }
      }
    }
    return new Found(recording, 0, 0);
  }

  /** Compares block by block, as a stumbling stream puts silence between them. */
  private static Found follow(Recording recording, short[] heard, int start) {
    short[] samples = recording.samples();
    int shift = 0;
    int loud = 0;
    int same = 0;
    int length = 0;
    for (int block = 0; block + PROBE <= samples.length; block += PROBE) {
      int at = start + block + shift;
      if (at < 0 || at + PROBE > heard.length) {
        continue;
      }
      length += PROBE;
      if (sum(samples, block, PROBE) >= LOUD * PROBE) {
        loud++;
        int found = nearby(samples, block, heard, at);
        if (found >= 0) {
          shift = found - start - block;
          same++;
        }
      }
    }
    int enough = Math.min(SHORTEST_PART, samples.length) - PROBE;
    return same * 5 >= loud * 4 && length >= enough
        ? new Found(recording, Math.max(start, 0), length)
        : new Found(recording, 0, 0);
  }

  /** Where a block was heard: at this place, else the nearest later or earlier; -1: nowhere. */
  private static int nearby(short[] samples, int block, short[] heard, int at) {
    long allowed = (long) (MOST_DIFFERENCE * sum(samples, block, PROBE));
    for (int away = 0; away <= LONGEST_STUMBLE; away++) {
      for (int place : away == 0 ? new int[] {at} : new int[] {at + away, at - away}) {
        boolean isInside = place >= 0 && place + PROBE <= heard.length;
        if (isInside && difference(samples, block, heard, place, PROBE, allowed) <= allowed) {
          return place;
        }
      }
    }
    return -1;
  }

  private static int loudest(short[] samples, int from, int to) {
    int best = from;
    long most = -1;
    for (int at = from; at <= Math.min(to, samples.length) - PROBE; at += PROBE / 4) {
      long loudness = sum(samples, at, PROBE);
      if (loudness > most) {
        most = loudness;
        best = at;
      }
    }
    return best;
  }

  private static int peak(short[] samples, int from) {
    int peak = from;
    for (int i = from; i < Math.min(from + PROBE, samples.length); i++) {
      peak = Math.abs(samples[i]) > Math.abs(samples[peak]) ? i : peak;
    }
    return peak;
  }

  private static long sum(short[] samples, int from, int length) {
    long sum = 0;
    for (int i = from; i < from + length; i++) {
      sum += Math.abs(samples[i]);
    }
    return sum;
  }

  private static long difference(
      short[] one, int oneFrom, short[] other, int otherFrom, int length, long most) {
    long sum = 0;
    for (int i = 0; i < length && sum <= most; i++) {
      sum += Math.abs(one[oneFrom + i] - other[otherFrom + i]);
    }
    return sum;
  }

  private static Properties texts(String language) {
    var texts = new Properties();
    try (InputStream stream = open("texts-" + language + ".properties");
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException("the texts of the prompts cannot be read", e);
    }
    return texts;
  }

  private static Recording read(String language, String prompt, String text) {
    String name = language + "/" + prompt + ".wav";
    try (InputStream stream = open(name)) {
      return new Recording(prompt, text, LinearSound.ofALaw(WavFile.read(name, stream).aLaw()));
    } catch (IOException | UnusableClip e) {
      throw new IllegalStateException("a recording of ours cannot be read: " + name, e);
    }
  }

  private static InputStream open(String name) throws IOException {
    InputStream stream = Provisioning.class.getResourceAsStream(FOLDER + name);
    if (stream == null) {
      throw new IOException("missing: " + FOLDER + name);
    }
    return stream;
  }

  private record Found(Recording recording, int at, int length) {

    boolean overlaps(Found other) {
      return at < other.at + other.length && other.at < at + length;
    }
  }
}
