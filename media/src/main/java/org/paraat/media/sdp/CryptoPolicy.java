package org.paraat.media.sdp;

/** Whether the sound of a session is encrypted (SRTP with keys in the description, RFC 4568). */
public enum CryptoPolicy {
  OFF,
  /** We offer it beside plain sound, and take it where it is offered. */
  OFFERED,
  /** Nothing else is offered or taken. */
  REQUIRED
}
