package org.paraat.media;

/** Which keys are listened for in the sound of a peer that has no other way to send them. */
public enum KeysInSound {
  NONE,
  /** While somebody keys something in. */
  ANY,
  /** In a conversation: {@code *4} and {@code *#}, complete within four seconds. */
  SEQUENCES
}
