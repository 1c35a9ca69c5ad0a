package org.paraat.pbx.directory;

/** Whether a leg ends when nothing is heard of its phone any more. */
public enum SilenceWatch {
  ON,
  /** For what may be silent for long, such as a loudspeaker, or a carrier that saves packets. */
  OFF
}
