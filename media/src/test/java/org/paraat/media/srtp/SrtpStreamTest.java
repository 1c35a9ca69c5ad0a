package org.paraat.media.srtp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paraat.media.srtp.SrtpReceiver.Verdict;

class SrtpStreamTest {
  private static final CryptoSuite SUITE = CryptoSuite.AES_CM_128_HMAC_SHA1_80;
  private static final int SSRC = 0x1234_5678;

  private final Random random = new Random(7);
  private final MasterKey key = MasterKey.fresh(SUITE, random);
  private final SrtpSender sender = new SrtpSender(SUITE, key);
  private final SrtpReceiver receiver = new SrtpReceiver(SUITE, key);

  @ParameterizedTest
  @EnumSource
  void everySuiteOpensWhatItSealed(CryptoSuite suite) {
    MasterKey master = MasterKey.fresh(suite, random);
    var sending = new SrtpSender(suite, master);
    var receiving = new SrtpReceiver(suite, master);
    for (int length : new int[] {0, 1, 16, 160, 1400}) {
      ByteBuffer plain = packet(SSRC, length, length);
      ByteBuffer sealed = direct(sending.seal(plain));
      assertEquals(plain.remaining() + suite.tagBytes(), sealed.remaining());
      assertEquals(Verdict.AUTHENTIC, receiving.open(sealed));
      assertArrayEquals(bytes(plain), bytes(sealed));
      ByteBuffer report = ByteBuffer.allocate(8 + 4 * length / 4);
      report.putInt(0, 0x80C8_0006).putInt(4, SSRC);
      ByteBuffer sealedReport = direct(sending.sealControl(report));
      ByteBuffer forged = direct(sealedReport);
      forged.put(5, (byte) (forged.get(5) + 1));
      assertEquals(Verdict.FORGED, receiving.openControl(forged));
      assertEquals(Verdict.AUTHENTIC, receiving.openControl(sealedReport));
      assertArrayEquals(bytes(report), bytes(sealedReport));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aChangedBitAnywhereIsForged(CryptoSuite suite) {
    MasterKey master = MasterKey.fresh(suite, random);
    ByteBuffer sealed = new SrtpSender(suite, master).seal(packet(SSRC, 5, 20));
    var receiving = new SrtpReceiver(suite, master);
    for (int bit = 0; bit < 8 * sealed.remaining(); bit++) {
      ByteBuffer changed = direct(sealed);
      changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ 1 << bit % 8));
      assertEquals(Verdict.FORGED, receiving.open(changed), "bit " + bit);
    }
    assertEquals(Verdict.AUTHENTIC, receiving.open(direct(sealed)));
  }

  @Test
  void theSequenceWrapsManyTimes() {
    // Steps of a few hundred, as if the packets between were lost.
    for (int number = 1000; number < 5 << 16; number += 313) {
      ByteBuffer sealed = direct(sender.seal(packet(SSRC, number & 0xFFFF, 10)));
      assertEquals(Verdict.AUTHENTIC, receiver.open(sealed), "packet " + number);
    }
  }

  @Test
  void aPacketFromBeforeTheWrapIsUnderstoodAfterIt() {
    ByteBuffer before = direct(sender.seal(packet(SSRC, 65_533, 10)));
    ByteBuffer late = direct(sender.seal(packet(SSRC, 65_534, 10)));
    ByteBuffer after = direct(sender.seal(packet(SSRC, 2, 10)));
    assertEquals(Verdict.AUTHENTIC, receiver.open(before));
    assertEquals(Verdict.AUTHENTIC, receiver.open(after));
    assertEquals(Verdict.AUTHENTIC, receiver.open(late));
  }

  @Test
  void aStreamWhoseFirstPacketsWereLostAtTheWrapIsUnderstood() {
    sender.seal(packet(SSRC, 65_535, 10));
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(sender.seal(packet(SSRC, 0, 10)))));
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(sender.seal(packet(SSRC, 1, 10)))));
  }

  @Test
  void whatCameBeforeIsAReplay() {
    ByteBuffer first = direct(sender.seal(packet(SSRC, 100, 10)));
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(first)));
    assertEquals(Verdict.REPLAYED, receiver.open(direct(first)));
    ByteBuffer second = direct(sender.seal(packet(SSRC, 101, 10)));
    ByteBuffer inTime = direct(sender.seal(packet(SSRC, 110, 10)));
    ByteBuffer last = direct(sender.seal(packet(SSRC, 101 + StreamPosition.WINDOW, 10)));
    assertEquals(Verdict.AUTHENTIC, receiver.open(last));
    assertEquals(Verdict.REPLAYED, receiver.open(second), "too late to tell");
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(inTime)));
    assertEquals(Verdict.REPLAYED, receiver.open(direct(inTime)));
  }

  @Test
  void aReplayedControlPacketIsNoticed() {
    ByteBuffer report = ByteBuffer.allocate(28).putInt(0, 0x80C8_0006).putInt(4, SSRC);
    ByteBuffer sealed = direct(sender.sealControl(report.clear()));
    assertEquals(Verdict.AUTHENTIC, receiver.openControl(direct(sealed)));
    assertEquals(Verdict.REPLAYED, receiver.openControl(direct(sealed)));
  }

  @Test
  void anotherStreamOfTheSamePeerBeginsAtItsOwnPlace() {
    for (int i = 0; i < 3; i++) {
      receiver.open(direct(sender.seal(packet(SSRC, 40_000 + 20_000 * i & 0xFFFF, 10))));
    }
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(sender.seal(packet(99, 50_000, 10)))));
    assertEquals(Verdict.AUTHENTIC, receiver.open(direct(sender.seal(packet(SSRC, 15_000, 10)))));
  }

  @Test
  void aForgerOfManyStreamsPushesNoRealOneOut() {
    ByteBuffer real = direct(sender.seal(packet(SSRC, 5, 10)));
    receiver.open(direct(real));
    for (int i = 0; i < 100; i++) {
      ByteBuffer forged = direct(real);
      forged.putInt(8, i);
      assertEquals(Verdict.FORGED, receiver.open(forged));
    }
    assertEquals(Verdict.REPLAYED, receiver.open(direct(real)));
  }

  @Test
  void oneNumberIsNeverEncryptedTwice() {
    assertEquals(22 + SUITE.tagBytes(), sender.seal(packet(SSRC, 9, 10)).remaining());
    assertEquals(0, sender.seal(packet(SSRC, 9, 10)).remaining());
    assertEquals(0, sender.seal(packet(SSRC, 65_535, 10)).remaining(), "before the first");
  }

  @Test
  void rubbishIsForgedAndNothingWorse() {
    for (int length = 0; length < 200; length++) {
      byte[] rubbish = new byte[length];
      random.nextBytes(rubbish);
      assertEquals(Verdict.FORGED, receiver.open(ByteBuffer.wrap(rubbish)));
      assertEquals(Verdict.FORGED, receiver.openControl(ByteBuffer.wrap(rubbish)));
      sender.sealControl(ByteBuffer.wrap(rubbish));
    }
  }

  @Test
  void theTextOfAKeyGivesNothingAway() {
    var line = new CryptoLine(1, SUITE, key);
    assertFalse(line.toString().contains(key.inline()));
    assertFalse(new KeyPair(SUITE, key, key).toString().contains(key.inline().substring(0, 8)));
  }

  private ByteBuffer packet(int ssrc, int sequence, int payload) {
    ByteBuffer packet = ByteBuffer.allocateDirect(12 + payload);
    packet.putInt(0x8008_0000 | sequence & 0xFFFF).putInt(160 * sequence).putInt(ssrc);
    for (int i = 0; i < payload; i++) {
      packet.put((byte) random.nextInt());
    }
    return packet.flip();
  }

  private static ByteBuffer direct(ByteBuffer packet) {
    ByteBuffer copy = ByteBuffer.allocateDirect(packet.remaining());
    copy.put(0, packet, packet.position(), packet.remaining());
    return copy;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] all = new byte[buffer.remaining()];
    buffer.get(buffer.position(), all);
    return all;
  }
}
