package org.paraat.media.rtcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.paraat.media.rtcp.ControlPacket.Goodbye;
import org.paraat.media.rtcp.ControlPacket.Other;
import org.paraat.media.rtcp.ControlPacket.ReceiverReport;
import org.paraat.media.rtcp.ControlPacket.SenderReport;
import org.paraat.media.rtcp.ControlPacket.SourceName;

/**
 * The control packets that travel in one datagram, read with every length in doubt and written as
 * RFC 3550 6.1 wants them.
 */
public final class CompoundPacket {
  public static final int LONGEST = 1500;

  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int SOURCE_DESCRIPTION = 202;
  private static final int GOODBYE = 203;
  private static final int FIRST_TYPE = 192;
  private static final int LAST_TYPE = 223;
  private static final int CANONICAL_NAME = 1;

  private static final int VERSION_2 = 0x80;
  private static final int PADDING = 0x20;
  private static final int COUNT = 0x1F;
  private static final int HEADER = 4;
  private static final int SENDER_INFO = 20;
  private static final int BLOCK = 24;
  private static final int MOST_PACKETS = 16;
  private static final int LOST_BITS = 0xFFFFFF;

  private CompoundPacket() {}

  /**
   * Reads what lies between position and limit, which stay as they are.
   *
   * @return the packets in order; empty when the whole is not to be believed (RFC 3550 A.2)
   */
  public static List<ControlPacket> read(ByteBuffer bytes) {
    int at = bytes.position();
    int end = bytes.limit();
    if (end - at > LONGEST || !beginsWithReport(bytes)) {
      return List.of();
    }
    List<ControlPacket> packets = new ArrayList<>();
    while (at < end) {
      if (packets.size() == MOST_PACKETS || end - at < HEADER) {
        return List.of();
      }
      int flags = bytes.get(at) & 0xFF;
      int type = bytes.get(at + 1) & 0xFF;
      int next = at + 4 * (1 + Short.toUnsignedInt(bytes.getShort(at + 2)));
      boolean isOurs = (flags & 0xC0) == VERSION_2 && type >= FIRST_TYPE && type <= LAST_TYPE;
      if (!isOurs || next > end) {
        return List.of();
      }
      int content = next;
      if ((flags & PADDING) != 0) {
        int padding = bytes.get(next - 1) & 0xFF;
        content = next - padding;
        // Only the last packet may be padded, to a whole number of words.
        if (next != end || padding == 0 || padding % 4 != 0 || content < at + HEADER) {
          return List.of();
        }
      }
      if (!readPacket(bytes, type, flags & COUNT, at + HEADER, content, packets)) {
        return List.of();
      }
      at = next;
    }
    return packets;
  }

  private static boolean beginsWithReport(ByteBuffer bytes) {
    int at = bytes.position();
    if (bytes.remaining() < 2 * HEADER) {
      return false;
    }
    int type = bytes.get(at + 1) & 0xFF;
    return type == SENDER_REPORT || type == RECEIVER_REPORT;
  }

  private static boolean readPacket(
      ByteBuffer bytes, int type, int count, int at, int end, List<ControlPacket> packets) {
    return switch (type) {
      case SENDER_REPORT -> readSenderReport(bytes, count, at, end, packets);
      case RECEIVER_REPORT -> {
        boolean fits = end - at >= 4 + count * BLOCK;
        if (fits) {
          packets.add(new ReceiverReport(bytes.getInt(at), blocks(bytes, count, at + 4)));
        }
        yield fits;
      }
      case SOURCE_DESCRIPTION -> readNames(bytes, count, at, end, packets);
      case GOODBYE -> {
        boolean fits = end - at >= 4 * count;
        List<Integer> sources = new ArrayList<>();
        for (int i = 0; fits && i < count; i++) {
          sources.add(bytes.getInt(at + 4 * i));
        }
        packets.add(new Goodbye(sources));
        yield fits;
      }
      default -> packets.add(new Other(type));
    };
  }

  private static boolean readSenderReport(
      ByteBuffer bytes, int count, int at, int end, List<ControlPacket> packets) {
    if (end - at < 4 + SENDER_INFO + count * BLOCK) {
      return false;
    }
    packets.add(
        new SenderReport(
            bytes.getInt(at),
            bytes.getLong(at + 4),
            bytes.getInt(at + 12),
            bytes.getInt(at + 16),
            bytes.getInt(at + 20),
            blocks(bytes, count, at + 4 + SENDER_INFO)));
    return true;
  }

  private static List<ReportBlock> blocks(ByteBuffer bytes, int count, int first) {
    List<ReportBlock> blocks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int at = first + i * BLOCK;
      int loss = bytes.getInt(at + 4);
      blocks.add(
          new ReportBlock(
              bytes.getInt(at),
              loss >>> 24,
              // 24 bits with a sign
              loss << 8 >> 8,
              bytes.getInt(at + 8),
              bytes.getInt(at + 12),
              bytes.getInt(at + 16),
              bytes.getInt(at + 20)));
    }
    return blocks;
  }

  // RFC 3550 6.5: chunks of items that end with a zero, each chunk filled up to a whole word.
  private static boolean readNames(
      ByteBuffer bytes, int count, int start, int end, List<ControlPacket> packets) {
    int at = start;
    for (int i = 0; i < count; i++) {
      if (end - at < 8) {
        return false;
      }
      int ssrc = bytes.getInt(at);
      int item = at + 4;
      while (item < end && bytes.get(item) != 0) {
        int type = bytes.get(item) & 0xFF;
        int length = item + 1 < end ? bytes.get(item + 1) & 0xFF : 0;
        if (item + 2 + length > end) {
          return false;
        }
        if (type == CANONICAL_NAME) {
          byte[] name = new byte[length];
          bytes.get(item + 2, name);
          packets.add(new SourceName(ssrc, new String(name, StandardCharsets.UTF_8)));
        }
        item += 2 + length;
      }
      // At least one zero ends the chunk.
      at = start + (item - start + 4) / 4 * 4;
      if (at > end) {
        return false;
      }
    }
    return true;
  }

  /** Appends a report of ours with at most one block; a sender report where there is one. */
  public static void write(ByteBuffer out, SenderReport report) {
    header(out, report.blocks().size(), SENDER_REPORT, SENDER_INFO + 4, report.blocks());
    out.putInt(report.ssrc()).putLong(report.ntpTime()).putInt(report.timestamp());
    out.putInt(report.packets()).putInt(report.octets());
    report.blocks().forEach(block -> write(out, block));
  }

  /** Appends a report of ours. */
  public static void write(ByteBuffer out, ReceiverReport report) {
    header(out, report.blocks().size(), RECEIVER_REPORT, 4, report.blocks());
    out.putInt(report.ssrc());
    report.blocks().forEach(block -> write(out, block));
  }

  private static void header(
      ByteBuffer out, int count, int type, int length, List<ReportBlock> blocks) {
    header(out, count, type, length + BLOCK * blocks.size());
  }

  private static void header(ByteBuffer out, int count, int type, int length) {
    out.put((byte) (VERSION_2 | count)).put((byte) type).putShort((short) (length / 4));
  }

  private static void write(ByteBuffer out, ReportBlock block) {
    int lost = Math.clamp(block.lost(), -0x800000, 0x7FFFFF) & LOST_BITS;
    out.putInt(block.ssrc()).putInt(block.fractionLost() << 24 | lost);
    out.putInt(block.highestSequence()).putInt(block.jitter());
    out.putInt(block.lastReport()).putInt(block.delaySinceLast());
  }

  /**
   * Appends the name of a source.
   *
   * @param name ASCII
   */
  public static void writeName(ByteBuffer out, int ssrc, byte[] name) {
    int padded = (2 + name.length) / 4 * 4 + 4;
    header(out, 1, SOURCE_DESCRIPTION, 4 + padded);
    out.putInt(ssrc).put((byte) CANONICAL_NAME).put((byte) name.length).put(name);
    for (int i = 2 + name.length; i < padded; i++) {
      out.put((byte) 0);
    }
  }

  /** Appends that a source will send no more. */
  public static void writeGoodbye(ByteBuffer out, int ssrc) {
    header(out, 1, GOODBYE, 4);
    out.putInt(ssrc);
  }
}
