package org.paraat.media;

import java.time.Duration;

/** Hears what happens in a session; called on a media loop, so it must not block. */
public interface MediaListener {

  /** A key was pressed, reported once, when it begins: one of {@code 0-9 * # A-D} (RFC 4733). */
  void keyPressed(char key);

  /**
   * A key was heard in the sound itself, as {@link MediaSession#listenForKeys} asked; a peer that
   * sends keys in other ways too presses it once.
   */
  void keySounded(char key);

  /** What was given to {@code play} under this number came to its end by itself. */
  void playbackFinished(long playback);

  /** The session failed by our own fault and carries no sound any more. */
  default void sessionBroke() {}

  /** Half of the silence that is allowed has passed: somebody may look. */
  void soundMissed(Duration silence);

  /** All of it has passed; told once, and the session goes on until somebody closes it. */
  void soundLost(Duration silence);
}
