package org.paraat.media.srtp;

import java.nio.ByteBuffer;

/**
 * Encrypts what we send to one peer.
 *
 * <p>For one thread; what is given stays as it was, what comes back is valid until the next packet.
 */
public final class SrtpSender {
  private final Transform sound;
  private final Transform control;
  private final StreamPositions positions = new StreamPositions();
  private final byte[] bytes = new byte[PacketShape.LONGEST + Transform.MOST_GROWTH];
  private final ByteBuffer sealed = ByteBuffer.wrap(bytes);
  private int controlIndex;

  /**
   * @param key ours
   */
  public SrtpSender(CryptoSuite suite, MasterKey key) {
    this(
        suite.transform(SessionKeys.ofSound(suite, key), suite.tagBytes()),
        suite.transform(SessionKeys.ofControl(suite, key), suite.tagBytes()));
  }

  SrtpSender(Transform sound, Transform control) {
    this.sound = sound;
    this.control = control;
  }

  /**
   * Encrypts the RTP packet between position and limit.
   *
   * @return empty when its number was sent before or is too old: two packets under one number would
   *     give both away
   */
  public ByteBuffer seal(ByteBuffer packet) {
    int length = copied(packet);
    int header = PacketShape.header(bytes, length);
    if (header < 0) {
      return nothing();
    }
    int ssrc = Words.get(bytes, 8);
    StreamPosition position = positions.of(ssrc);
    long index = position.estimate(PacketShape.sequence(bytes));
    if (index == StreamPosition.BEFORE_THE_FIRST || position.isReplay(index)) {
      return nothing();
    }
    positions.accept(position, index);
    return sealed.clear().limit(sound.seal(bytes, header, length, ssrc, index));
  }

  /**
   * Encrypts the RTCP packet between position and limit.
   *
   * @return empty when it is no RTCP packet
   */
  public ByteBuffer sealControl(ByteBuffer packet) {
    int length = copied(packet);
    if (length < PacketShape.CONTROL_HEADER) {
      return nothing();
    }
    int index = controlIndex;
    controlIndex = (controlIndex + 1) & Integer.MAX_VALUE;
    return sealed.clear().limit(control.sealControl(bytes, length, Words.get(bytes, 4), index));
  }

  private int copied(ByteBuffer packet) {
    int length = packet.remaining();
    if (length > PacketShape.LONGEST) {
      return 0;
    }
    packet.get(packet.position(), bytes, 0, length);
    return length;
  }

  private ByteBuffer nothing() {
    return sealed.clear().limit(0);
  }
}
