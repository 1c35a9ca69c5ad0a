package org.paraat.engine;

/** How a key reaches us, the most dependable way first. */
enum DigitSource {
  /** Packets of their own beside the sound (RFC 4733). */
  TELEPHONE_EVENT,
  /** SIP INFO. */
  INFO,
  /** Tones found in the sound itself. */
  IN_BAND
}
