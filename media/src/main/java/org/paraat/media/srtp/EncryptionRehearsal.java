package org.paraat.media.srtp;

import java.nio.ByteBuffer;
import java.util.Random;

/**
 * A few hundred packets of nobody, encrypted and decrypted before the first real one comes: to find
 * the first cipher takes 0.4 s, and the SIP loop has none to give.
 */
public final class EncryptionRehearsal {
  private static final int PACKETS = 400;
  private static final int FRAME = 160;

  private EncryptionRehearsal() {}

  /** Goes through every suite, for sound and for reports. */
  public static void hold() {
    // Not secret: nothing of it leaves the machine.
    Random random = new Random(0);
    for (CryptoSuite suite : CryptoSuite.values()) {
      MasterKey key = MasterKey.fresh(suite, random);
      SrtpSender sender = new SrtpSender(suite, key);
      SrtpReceiver receiver = new SrtpReceiver(suite, key);
      for (int sequence = 0; sequence < PACKETS; sequence++) {
        hear(receiver.open(sender.seal(sound(sequence))), suite);
        if (sequence % 50 == 0) {
          hear(receiver.openControl(sender.sealControl(report())), suite);
        }
      }
    }
  }

  private static void hear(SrtpReceiver.Verdict verdict, CryptoSuite suite) {
    if (verdict != SrtpReceiver.Verdict.AUTHENTIC) {
      throw new IllegalStateException(suite + " does not understand itself: " + verdict);
    }
  }

  private static ByteBuffer sound(int sequence) {
    return ByteBuffer.allocate(12 + FRAME)
        .put(0, (byte) 0x80)
        .putShort(2, (short) sequence)
        .putInt(4, sequence * FRAME)
        .putInt(8, 1);
  }

  /** A receiver's report without a block (RFC 3550 6.4.2). */
  private static ByteBuffer report() {
    return ByteBuffer.allocate(8).put(0, (byte) 0x80).put(1, (byte) 201).putShort(2, (short) 1);
  }
}
