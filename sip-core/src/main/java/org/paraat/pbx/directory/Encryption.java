package org.paraat.pbx.directory;

/** Whether the sound of a phone or a trunk is encrypted (SRTP). */
public enum Encryption {
  /** Never: an offer of nothing but encrypted sound is refused. */
  OFF,
  /** Where the other end speaks it: we offer it, take it, and go on plain without it. */
  OFFERED,
  /** Always: a call without it is refused. */
  REQUIRED
}
