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
    short[] samples = recording.samples();
    int probe = loudest(samples);
    int peak = peak(samples, probe);
    int height = samples[peak];
    long allowed = (long) (MOST_DIFFERENCE * sum(samples, probe, Math.min(PROBE, samples.length)));
    int last = Math.min(to, heard.length - PROBE);
    for (int at = Math.max(from, 0); at <= last; at++) {
      // one sample rules out nearly every place
      if (Math.abs(heard[at + peak - probe] - height) <= Math.abs(height) / 8
          && difference(samples, probe, heard, at, PROBE, allowed) <= allowed) {
        int start = Math.max(at - probe, 0);
        int skipped = start - (at - probe);
        int length = Math.min(samples.length - skipped, heard.length - start);
        long most = (long) (MOST_DIFFERENCE * sum(samples, skipped, length));
        boolean isThis = difference(samples, skipped, heard, start, length, most) <= most;
        if (isThis && length >= Math.min(SHORTEST_PART, samples.length)) {
          return new Found(recording, start, length);
        }
      }
    }
    return new Found(recording, 0, 0);
  }

  private static int loudest(short[] samples) {
    int best = 0;
    long most = -1;
    // in its first second, so that a prompt is recognised before its end
    int end = Math.min(samples.length, SHORTEST_PART) - PROBE;
    for (int at = 0; at <= end; at += PROBE / 4) {
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
