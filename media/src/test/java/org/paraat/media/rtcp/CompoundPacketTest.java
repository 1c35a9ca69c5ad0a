package org.paraat.media.rtcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.paraat.media.rtcp.ControlPacket.Goodbye;
import org.paraat.media.rtcp.ControlPacket.Other;
import org.paraat.media.rtcp.ControlPacket.ReceiverReport;
import org.paraat.media.rtcp.ControlPacket.SenderReport;
import org.paraat.media.rtcp.ControlPacket.SourceName;

/** The bytes of reports. */
class CompoundPacketTest {
  private static final ReportBlock BLOCK = new ReportBlock(9, 85, -2, 70_000, 17, 0x12345678, 99);

  @Test
  void whatIsWrittenIsRead() {
    SenderReport report = new SenderReport(7, 0x1122334455667788L, 160, 3, 480, List.of(BLOCK));
    ByteBuffer bytes = ByteBuffer.allocate(300);
    CompoundPacket.write(bytes, report);
    CompoundPacket.writeName(bytes, 7, "somebody".getBytes());
    CompoundPacket.writeGoodbye(bytes, 7);
    assertEquals(
        List.of(report, new SourceName(7, "somebody"), new Goodbye(List.of(7))),
        CompoundPacket.read(bytes.flip()));
    assertEquals(0x33445566, report.middleOfNtpTime());
  }

  @Test
  void aNameOfAnyLengthEndsAtAWholeWord() {
    for (int length = 0; length < 30; length++) {
      ReceiverReport report = new ReceiverReport(7, List.of());
      ByteBuffer bytes = ByteBuffer.allocate(100);
      CompoundPacket.write(bytes, report);
      CompoundPacket.writeName(bytes, 7, "x".repeat(length).getBytes());
      assertEquals(0, bytes.position() % 4);
      assertEquals(
          List.of(report, new SourceName(7, "x".repeat(length))),
          CompoundPacket.read(bytes.flip()));
    }
  }

  @Test
  void whatOthersWriteIsRead() {
    // A receiver report with one block; a name, a tool, then an extended report; padded at the end.
    List<ControlPacket> packets =
        read(
            "81C90007 0000000A 00000014 FF000001 00010002 00000003 00000004 00000005"
                + "81CA0004 0000000A 01026162 06037869 6E000000"
                + "A0CF0002 0000000A 00000004");
    ReportBlock block = new ReportBlock(20, 255, 1, 65_538, 3, 4, 5);
    assertEquals(
        List.of(new ReceiverReport(10, List.of(block)), new SourceName(10, "ab"), new Other(207)),
        packets);
  }

  @Test
  void whatContradictsItselfIsNotBelieved() {
    assertEquals(List.of(), read(""));
    assertEquals(List.of(), read("80C9"));
    assertEquals(List.of(), read("80C90001 00000001 80"), "a rest");
    assertEquals(List.of(), read("80C90002 00000001"), "longer than the datagram");
    assertEquals(List.of(), read("81C90001 00000001"), "a block that is not there");
    assertEquals(List.of(), read("40C90001 00000001"), "another version");
    assertEquals(List.of(), read("80CB0000 80C90001 00000001"), "no report in front");
    assertEquals(List.of(), read("A0C90001 00000000"), "no padding");
    assertEquals(List.of(), read("A0C90001 00000008"), "more padding than packet");
    assertEquals(List.of(), read("80C90001 00000001 81CA0001 00000001"), "a name without an item");
    assertEquals(
        List.of(), read("80C90001 00000001 81CA0002 00000001 01FF6162"), "an item too long");
    assertEquals(
        List.of(), read("80C90001 00000001 81CA0002 00000001 01026162"), "a chunk without an end");
    assertEquals(List.of(), read("80C90001 00000001".repeat(17)), "too many");
  }

  @Test
  void noBytesAtAllDisturbTheReader() {
    Random random = new Random(42);
    int believed = 0;
    for (int i = 0; i < 300_000; i++) {
      byte[] bytes = new byte[random.nextInt(120)];
      random.nextBytes(bytes);
      shape(bytes, random);
      ByteBuffer packet = ByteBuffer.wrap(bytes);
      believed += CompoundPacket.read(packet).isEmpty() ? 0 : 1;
      assertEquals(0, packet.position());
      assertEquals(bytes.length, packet.limit());
    }
    assertTrue(believed > 1000, believed + " had a shape that is believed");
  }

  /** Gives random bytes headers that nearly fit, or else nothing but the first check is tried. */
  private static void shape(byte[] bytes, Random random) {
    int at = 0;
    while (at + 8 <= bytes.length && random.nextInt(10) > 0) {
      int words = random.nextInt(Math.min(9, (bytes.length - at) / 4));
      bytes[at] = (byte) (0x80 | random.nextInt(3) | (random.nextInt(20) == 0 ? 0x20 : 0));
      bytes[at + 1] = (byte) (at == 0 ? 200 + random.nextInt(2) : 200 + random.nextInt(6));
      bytes[at + 2] = 0;
      bytes[at + 3] = (byte) words;
      at += 4 * (words + 1);
    }
  }

  private static List<ControlPacket> read(String hex) {
    return CompoundPacket.read(
        ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))).asReadOnlyBuffer());
  }
}
