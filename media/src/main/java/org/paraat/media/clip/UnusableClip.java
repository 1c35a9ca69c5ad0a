package org.paraat.media.clip;

/** A sound file that is missing or cannot be played; its message names the file and the fault. */
public final class UnusableClip extends Exception {
  private static final long serialVersionUID = 1L;

  public UnusableClip(String message) {
    super(message);
  }

  public UnusableClip(String message, Throwable cause) {
    super(message, cause);
  }
}
