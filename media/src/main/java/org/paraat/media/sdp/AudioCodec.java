package org.paraat.media.sdp;

/** An audio coding that we speak, in the order of our preference. */
public enum AudioCodec {
  /** G.711 A-law: the law of European networks. */
  PCMA(8),
  /** G.711 mu-law. */
  PCMU(0);

  /** Samples a second of every codec here, and so the clock of their RTP timestamps. */
  public static final int CLOCK_RATE = 8000;

  private final int staticNumber;

  AudioCodec(int staticNumber) {
    this.staticNumber = staticNumber;
  }

  /** The payload type that RFC 3551 gives to this codec for ever. */
  public int staticNumber() {
    return staticNumber;
  }
}
