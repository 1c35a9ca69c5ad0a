package org.paraat.media.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Headers of every shape. */
class RtpHeaderTest {

  @Test
  void sourcesExtensionAndPaddingAreCutOut() {
    ByteBuffer packet = ByteBuffer.allocate(64);
    RtpHeader.write(packet, 0, 96, true, 65_000, -5, 0xCAFE_BABE);
    packet.put(0, (byte) (0x80 | 0x20 | 0x10 | 2));
    int extension = 12 + 8;
    packet.putShort(extension + 2, (short) 1);
    int payload = extension + 4 + 4;
    packet.put(payload, "sound".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    packet.put(payload + 5 + 2, (byte) 3);
    packet.limit(payload + 5 + 3);
    assertTrue(RtpHeader.normalise(packet));
    int at = packet.position();
    assertEquals(payload - 12, at);
    assertEquals(12 + 5, packet.remaining());
    assertEquals((byte) 0x80, packet.get(at));
    assertTrue(RtpHeader.isMarked(packet, at));
    assertEquals(96, RtpHeader.payloadType(packet, at));
    assertEquals(65_000, RtpHeader.sequence(packet, at));
    assertEquals(-5, RtpHeader.timestamp(packet, at));
    assertEquals(0xCAFE_BABE, RtpHeader.ssrc(packet, at));
    assertEquals('s', packet.get(at + 12));
    assertEquals('d', packet.get(at + 16));
  }

  @Test
  void whatIsShorterThanItSaysIsRefused() {
    assertFalse(RtpHeader.normalise(packet(0x8F, 40)), "15 sources");
    assertFalse(RtpHeader.normalise(packet(0x90, 14)), "half an extension");
    assertFalse(RtpHeader.normalise(packet(0x90, 40).putShort(14, (short) 7)), "a long extension");
    assertFalse(RtpHeader.normalise(packet(0xA0, 40)), "padding of nothing");
    assertFalse(
        RtpHeader.normalise(packet(0xA0, 40).put(39, (byte) 29)), "padding over the header");
    assertTrue(RtpHeader.normalise(packet(0xA0, 40).put(39, (byte) 28)), "padding alone");
  }

  @Test
  void onlyVersionTwoOfASensibleLengthIsPlausible() {
    assertTrue(RtpHeader.isPlausible(packet(0x80, 12)));
    assertTrue(RtpHeader.isPlausible(packet(0x80, 1500)));
    assertFalse(RtpHeader.isPlausible(packet(0x80, 11)));
    assertFalse(RtpHeader.isPlausible(packet(0x80, 1501)));
    assertFalse(RtpHeader.isPlausible(packet(0x40, 12)));
    assertFalse(RtpHeader.isPlausible(packet(0x00, 12)));
    assertFalse(RtpHeader.isPlausible(packet(0xC0, 12)));
  }

  @Test
  void controlPacketsAreToldApart() {
    assertTrue(RtpHeader.isControl(packet(0x80, 28).put(1, (byte) 200)));
    assertTrue(RtpHeader.isControl(packet(0x80, 28).put(1, (byte) 201)));
    assertFalse(RtpHeader.isControl(packet(0x80, 28).put(1, (byte) (0x80 | 8))));
    assertFalse(RtpHeader.isControl(packet(0x80, 28).put(1, (byte) (0x80 | 101))));
  }

  @Test
  void noHeaderLeadsOutsideThePacket() {
    Random random = new Random(9);
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[12 + random.nextInt(100)];
      random.nextBytes(bytes);
      ByteBuffer packet = ByteBuffer.wrap(bytes);
      if (RtpHeader.normalise(packet)) {
        assertTrue(packet.position() >= 0 && packet.remaining() >= 12);
        assertTrue(packet.limit() <= bytes.length);
      }
    }
  }

  private static ByteBuffer packet(int first, int length) {
    return ByteBuffer.allocate(length).put(0, (byte) first);
  }
}
