package org.paraat.media.rtp;

import java.util.OptionalInt;
import org.paraat.media.sdp.Agreement;
import org.paraat.media.sdp.AudioCodec;

/** An agreement in the form that packets are looked up in. */
final class AgreedFormats {
  /** Before anything is agreed: nothing is understood, nothing may be sent. */
  static final AgreedFormats NONE = new AgreedFormats(AudioCodec.PCMA, -1, -1, 20, false, false);

  /** What a packet carries. */
  enum Meaning {
    UNKNOWN,
    A_LAW,
    MU_LAW,
    G722,
    KEYS;

    private static final Meaning[] ALL = values();

    /** Whether somebody may hear it. */
    boolean isSound() {
      return this == A_LAW || this == MU_LAW || this == G722;
    }
  }

  /** By payload type, as ordinals: each of thousands of legs has such a table. */
  private final byte[] meanings = new byte[128];

  private final AudioCodec codec;
  private final int audioNumber;
  private final int keysNumber;
  private final int frameMilliseconds;
  private final boolean maySend;
  private final boolean mayReceive;
  private boolean hasKeys;

  private AgreedFormats(
      AudioCodec codec,
      int audioNumber,
      int keysNumber,
      int frameMilliseconds,
      boolean maySend,
      boolean mayReceive) {
    this.codec = codec;
    this.audioNumber = audioNumber;
    this.keysNumber = keysNumber;
    this.frameMilliseconds = frameMilliseconds;
    this.maySend = maySend;
    this.mayReceive = mayReceive;
  }

  static AgreedFormats of(Agreement agreement) {
    AgreedFormats formats =
        new AgreedFormats(
            agreement.codec(),
            agreement.payloadType(),
            agreement.eventsSent().orElse(-1),
            agreement.frameMilliseconds(),
            agreement.maySend(),
            agreement.mayReceive());
    // Many phones send with the numbers of their own description, though ours are to be used.
    formats.mark(agreement.payloadType(), meaning(agreement.codec()));
    formats.markKeys(agreement.eventsSent());
    formats.markKeys(agreement.eventsReceived());
    agreement.receives().forEach((number, codec) -> formats.mark(number, meaning(codec)));
    formats.hasKeys = agreement.eventsSent().isPresent() || agreement.eventsReceived().isPresent();
    return formats;
  }

  private void markKeys(OptionalInt number) {
    number.ifPresent(keys -> mark(keys, Meaning.KEYS));
  }

  private void mark(int payloadType, Meaning meaning) {
    meanings[payloadType] = (byte) meaning.ordinal();
  }

  private static Meaning meaning(AudioCodec codec) {
    return switch (codec) {
      case PCMA -> Meaning.A_LAW;
      case PCMU -> Meaning.MU_LAW;
      case G722 -> Meaning.G722;
    };
  }

  Meaning meaning(int payloadType) {
    return Meaning.ALL[meanings[payloadType]];
  }

  AudioCodec codec() {
    return codec;
  }

  int audioNumber() {
    return audioNumber;
  }

  /** Whether keys were agreed on that are no sound (RFC 4733). */
  boolean hasKeys() {
    return hasKeys;
  }

  boolean takesKeys() {
    return keysNumber >= 0;
  }

  int keysNumber() {
    return keysNumber;
  }

  /** Of sound in each packet that we make ourselves. */
  int frameMilliseconds() {
    return frameMilliseconds;
  }

  int samplesAFrame() {
    return frameMilliseconds * AudioCodec.CLOCK_RATE / 1000;
  }

  boolean maySend() {
    return maySend;
  }

  boolean mayReceive() {
    return mayReceive;
  }
}
