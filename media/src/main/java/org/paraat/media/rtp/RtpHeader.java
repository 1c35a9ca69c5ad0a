package org.paraat.media.rtp;

import java.nio.ByteBuffer;

/** The twelve fixed bytes in front of the sound (RFC 3550 5.1), read and written where they are. */
public final class RtpHeader {
  public static final int LENGTH = 12;
  public static final int LONGEST_PACKET = 1500;

  private static final int VERSION_2 = 0x80;
  private static final int PADDING = 0x20;
  private static final int EXTENSION = 0x10;
  private static final int SOURCES = 0x0F;
  private static final int MARKER = 0x80;

  private RtpHeader() {}

  public static int payloadType(ByteBuffer packet, int at) {
    return packet.get(at + 1) & 0x7F;
  }

  public static boolean isMarked(ByteBuffer packet, int at) {
    return (packet.get(at + 1) & MARKER) != 0;
  }

  /** 0-65535. */
  public static int sequence(ByteBuffer packet, int at) {
    return Short.toUnsignedInt(packet.getShort(at + 2));
  }

  public static int timestamp(ByteBuffer packet, int at) {
    return packet.getInt(at + 4);
  }

  public static int ssrc(ByteBuffer packet, int at) {
    return packet.getInt(at + 8);
  }

  public static void write(
      ByteBuffer packet,
      int at,
      int payloadType,
      boolean marked,
      int sequence,
      int timestamp,
      int ssrc) {
    packet.put(at, (byte) VERSION_2);
    packet.put(at + 1, (byte) (marked ? payloadType | MARKER : payloadType));
    packet.putShort(at + 2, (short) sequence);
    packet.putInt(at + 4, timestamp);
    packet.putInt(at + 8, ssrc);
  }

  /** Whether what lies between position and limit can be RTP at all. */
  static boolean isPlausible(ByteBuffer packet) {
    int length = packet.remaining();
    return length >= LENGTH
        && length <= LONGEST_PACKET
        && (packet.get(packet.position()) & 0xC0) == VERSION_2;
  }

  /** RFC 5761 4: the types of RTCP, 192-223, are no payload types with a marker. */
  static boolean isControl(ByteBuffer packet) {
    if (packet.remaining() < 8) {
      return false;
    }
    int type = packet.get(packet.position() + 1) & 0xFF;
    return type >= 192 && type <= 223;
  }

  /**
   * Narrows position and limit to a plain header and its payload: mixed sources and extensions are
   * cut out by moving the header up, padding by moving the limit down.
   *
   * @return false when the packet is shorter than it says
   */
  static boolean normalise(ByteBuffer packet) {
    int at = packet.position();
    int flags = packet.get(at);
    int payload = at + LENGTH + 4 * (flags & SOURCES);
    int end = packet.limit();
    if ((flags & EXTENSION) != 0) {
      if (payload + 4 > end) {
        return false;
      }
      payload += 4 + 4 * Short.toUnsignedInt(packet.getShort(payload + 2));
    }
    if ((flags & PADDING) != 0) {
      int padding = packet.get(end - 1) & 0xFF;
      if (padding == 0) {
        return false;
      }
      end -= padding;
    }
    if (payload > end) {
      return false;
    }
    int start = payload - LENGTH;
    if (start != at) {
      packet.putLong(start + 4, packet.getLong(at + 4));
      packet.putInt(start, packet.getInt(at));
    }
    packet.put(start, (byte) VERSION_2);
    packet.limit(end).position(start);
    return true;
  }
}
