package org.paraat.media.srtp;

/** What of a packet stays readable. */
final class PacketShape {
  /** Longer than any datagram of sound. */
  static final int LONGEST = 2048;

  static final int CONTROL_HEADER = 8;

  private static final int FIXED_HEADER = 12;

  private PacketShape() {}

  /** The length of an RTP header with its extension; negative when the packet is shorter. */
  static int header(byte[] packet, int length) {
    if (length < FIXED_HEADER) {
      return -1;
    }
    int header = FIXED_HEADER + 4 * (packet[0] & 0x0F);
    if ((packet[0] & 0x10) != 0) {
      if (header + 4 > length) {
        return -1;
      }
      header += 4 + 4 * (Words.get(packet, header) & 0xFFFF);
    }
    return header <= length ? header : -1;
  }

  static int sequence(byte[] packet) {
    return Words.get(packet, 0) & 0xFFFF;
  }
}
