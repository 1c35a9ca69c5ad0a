package org.paraat.media.srtp;

import java.nio.ByteBuffer;

/**
 * Decrypts what one peer sends, and tells what it did not send.
 *
 * <p>For one thread; the packet stays where it is and becomes shorter.
 */
public final class SrtpReceiver {

  /** What became of a packet. */
  public enum Verdict {
    AUTHENTIC,
    /** Not encrypted with the agreed key, or changed on its way. */
    FORGED,
    /** Heard before, or too late to tell. */
    REPLAYED
  }

  private static final int WRAPPED_ALREADY = 500;

  private final Transform sound;
  private final Transform control;
  private final StreamPositions soundPositions = new StreamPositions();
  private final StreamPositions controlPositions = new StreamPositions();
  private final byte[] bytes = new byte[PacketShape.LONGEST];

  /**
   * @param key what the peer encrypts with
   */
  public SrtpReceiver(CryptoSuite suite, MasterKey key) {
    this(
        suite.transform(SessionKeys.ofSound(suite, key), suite.tagBytes()),
        suite.transform(SessionKeys.ofControl(suite, key), suite.tagBytes()));
  }

  SrtpReceiver(Transform sound, Transform control) {
    this.sound = sound;
    this.control = control;
  }

  /** Opens an RTP packet that lies between position and limit. */
  public Verdict open(ByteBuffer packet) {
    int length = packet.remaining();
    if (length > bytes.length) {
      return Verdict.FORGED;
    }
    packet.get(packet.position(), bytes, 0, length);
    int header = PacketShape.header(bytes, length);
    if (header < 0) {
      return Verdict.FORGED;
    }
    int ssrc = Words.get(bytes, 8);
    int sequence = PacketShape.sequence(bytes);
    StreamPosition position = soundPositions.of(ssrc);
    long index = position.estimate(sequence);
    if (index == StreamPosition.BEFORE_THE_FIRST || position.isReplay(index)) {
      return Verdict.REPLAYED;
    }
    int plain = sound.open(bytes, header, length, ssrc, index);
    if (plain == Transform.FORGED && !position.hasBegun() && sequence < WRAPPED_ALREADY) {
      // The packets before the first wrap of the sequence may all have been lost.
      index = 1L << 16 | sequence;
      packet.get(packet.position(), bytes, 0, length);
      plain = sound.open(bytes, header, length, ssrc, index);
    }
    if (plain == Transform.FORGED) {
      return Verdict.FORGED;
    }
    soundPositions.accept(position, index);
    packet.put(packet.position() + header, bytes, header, plain - header);
    packet.limit(packet.position() + plain);
    return Verdict.AUTHENTIC;
  }

  /** Opens an RTCP packet that lies between position and limit. */
  public Verdict openControl(ByteBuffer packet) {
    int length = packet.remaining();
    int indexAt = control.controlIndexAt(length);
    if (length > bytes.length || indexAt < PacketShape.CONTROL_HEADER) {
      return Verdict.FORGED;
    }
    packet.get(packet.position(), bytes, 0, length);
    int ssrc = Words.get(bytes, 4);
    long index = Words.get(bytes, indexAt) & Integer.MAX_VALUE;
    StreamPosition position = controlPositions.of(ssrc);
    if (position.isReplay(index)) {
      return Verdict.REPLAYED;
    }
    int plain = control.openControl(bytes, length, ssrc);
    if (plain == Transform.FORGED) {
      return Verdict.FORGED;
    }
    controlPositions.accept(position, index);
    packet.put(packet.position(), bytes, 0, plain);
    packet.limit(packet.position() + plain);
    return Verdict.AUTHENTIC;
  }
}
