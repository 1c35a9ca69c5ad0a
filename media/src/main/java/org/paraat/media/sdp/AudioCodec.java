package org.paraat.media.sdp;

/** An audio coding that we speak, in the order of our preference. */
public enum AudioCodec {
  /** G.711 A-law: the law of European networks. */
  PCMA(8),
  /** G.711 mu-law. */
  PCMU(0),
  /** G.722 at 64 kbit/s: speech up to 7 kHz. */
  G722(9);

  /**
   * Ticks a second of the RTP timestamps of every codec here, and their octets a second: G.722 too,
   * though it carries 16,000 samples (RFC 3551 4.5.2).
   */
  public static final int CLOCK_RATE = 8000;

  private final int staticNumber;

  AudioCodec(int staticNumber) {
    this.staticNumber = staticNumber;
  }

  /** The payload type that RFC 3551 gives to this codec for ever. */
  public int staticNumber() {
    return staticNumber;
  }

  /** Whether it carries more than the 3.4 kHz of the telephone. */
  public boolean isWide() {
    return this == G722;
  }
}
