package org.paraat.server.phone;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was heard, from its begin to its end.
 *
 * @param hertz of a tone; 0 of all else
 * @param recordings the prompts of ours that were recognised in speech, in order
 * @param start since the moment from which we listen
 */
public record Sound(
    Kind kind, int hertz, List<Recording> recordings, Duration start, Duration lasting) {
  private static final long BREATH = 300;

  public Sound {
    recordings = List.copyOf(recordings);
  }

  public Duration end() {
    return start.plus(lasting);
  }

  /** Whether it is speech in which this prompt was recognised. */
  public boolean says(String prompt) {
    return recordings.stream().anyMatch(recording -> recording.prompt().equals(prompt));
  }

  /** Whether this prompt was heard to its end, give or take a breath. */
  public boolean saysAll(String prompt) {
    return recordings.stream()
        .filter(recording -> recording.prompt().equals(prompt))
        .anyMatch(recording -> lasting.plusMillis(BREATH).compareTo(recording.lasting()) >= 0);
  }

  /** Whether it is this tone, give or take what a clock may differ. */
  public boolean isTone(int wanted) {
    return kind == Kind.TONE && Math.abs(hertz - wanted) <= Hearing.TONE_TOLERANCE;
  }

  /** Such as {@code music (3.2 s)}. */
  public String inWords() {
    String what =
        switch (kind) {
          case TONE -> hertz + " Hz";
          case MUSIC -> "music";
          case SPEECH -> recordings.isEmpty() ? "a voice" : '"' + spoken() + '"';
        };
    return String.format(Locale.ROOT, "%s (%.1f s)", what, lasting.toMillis() / 1000.0);
  }

  private String spoken() {
    return String.join(" ", recordings.stream().map(Recording::text).toList());
  }

  /** What can be told apart by ear. */
  public enum Kind {
    TONE,
    SPEECH,
    MUSIC
  }
}
