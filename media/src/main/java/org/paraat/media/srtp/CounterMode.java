package org.paraat.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in counter mode with a tag of HMAC-SHA1 (RFC 3711 4.1.1, 4.2.1).
 *
 * <p>The counters of a packet are encrypted in one go by the bare block cipher: so no packet asks
 * for a new initialisation, which would allocate.
 */
final class CounterMode implements Transform {
  private static final int BLOCK = 16;
  private static final int BLOCKS_AT_ONCE = 16;
  private static final int CONTROL_HEADER = 8;
  private static final int CONTROL_TAG = 10;
  private static final int ENCRYPTED = 0x8000_0000;

  private final Cipher aes;
  private final Mac mac;
  private final byte[] salt;
  private final int tagBytes;
  private final byte[] counter = new byte[BLOCK];
  private final byte[] counters = new byte[BLOCK * BLOCKS_AT_ONCE];
  private final byte[] stream = new byte[BLOCK * BLOCKS_AT_ONCE];
  private final byte[] rollover = new byte[4];
  private final byte[] tag;

  CounterMode(SessionKeys keys, int tagBytes) {
    this.salt = keys.salt();
    this.tagBytes = tagBytes;
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keys.encryption(), "AES"));
      mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(keys.authentication(), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES or HMAC-SHA1 is missing in this Java", e);
    }
    tag = new byte[mac.getMacLength()];
  }

  @Override
  public int seal(byte[] packet, int header, int length, int ssrc, long index) {
    crypt(packet, header, length, ssrc, index);
    computeTag(packet, length, (int) (index >>> 16));
    System.arraycopy(tag, 0, packet, length, tagBytes);
    return length + tagBytes;
  }

  @Override
  public int open(byte[] packet, int header, int length, int ssrc, long index) {
    int plain = length - tagBytes;
    if (plain < header) {
      return FORGED;
    }
    computeTag(packet, plain, (int) (index >>> 16));
    if (!endsWithTag(packet, plain, tagBytes)) {
      return FORGED;
    }
    crypt(packet, header, plain, ssrc, index);
    return plain;
  }

  @Override
  public int sealControl(byte[] packet, int length, int ssrc, int index) {
    crypt(packet, CONTROL_HEADER, length, ssrc, index);
    Words.put(packet, length, index | ENCRYPTED);
    mac.update(packet, 0, length + 4);
    finishTag();
    System.arraycopy(tag, 0, packet, length + 4, CONTROL_TAG);
    return length + 4 + CONTROL_TAG;
  }

  @Override
  public int openControl(byte[] packet, int length, int ssrc) {
    int plain = controlIndexAt(length);
    if (plain < CONTROL_HEADER) {
      return FORGED;
    }
    mac.update(packet, 0, plain + 4);
    finishTag();
    if (!endsWithTag(packet, plain + 4, CONTROL_TAG)) {
      return FORGED;
    }
    int word = Words.get(packet, plain);
    if ((word & ENCRYPTED) != 0) {
      crypt(packet, CONTROL_HEADER, plain, ssrc, word & ~ENCRYPTED);
    }
    return plain;
  }

  @Override
  public int controlIndexAt(int length) {
    return length - CONTROL_TAG - 4;
  }

  private void computeTag(byte[] packet, int length, int rolloverCounter) {
    Words.put(rollover, 0, rolloverCounter);
    mac.update(packet, 0, length);
    mac.update(rollover, 0, rollover.length);
    finishTag();
  }

  private void finishTag() {
    try {
      mac.doFinal(tag, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a tag of " + tag.length + " bytes has no room", e);
    }
  }

  // Looks at every byte, so that the time it takes tells a forger nothing.
  private boolean endsWithTag(byte[] packet, int at, int bytes) {
    int difference = 0;
    for (int i = 0; i < bytes; i++) {
      difference |= packet[at + i] ^ tag[i];
    }
    return difference == 0;
  }

  /** Encrypts or, being its own opposite, decrypts. */
  void crypt(byte[] packet, int from, int to, int ssrc, long index) {
    System.arraycopy(salt, 0, counter, 0, BLOCK);
    Words.put(counter, 4, Words.get(counter, 4) ^ ssrc);
    Words.put(counter, 8, Words.get(counter, 8) ^ (int) (index >>> 16));
    counter[12] ^= (byte) (index >>> 8);
    counter[13] ^= (byte) index;
    int block = 0;
    for (int at = from; at < to; ) {
      int some = Math.min(to - at, stream.length);
      block = fillStream((some + BLOCK - 1) / BLOCK, block);
      for (int i = 0; i < some; i++) {
        packet[at + i] ^= stream[i];
      }
      at += some;
    }
  }

  private int fillStream(int blocks, int firstBlock) {
    int block = firstBlock;
    for (int at = 0; at < blocks * BLOCK; at += BLOCK, block++) {
      System.arraycopy(counter, 0, counters, at, BLOCK - 2);
      counters[at + BLOCK - 2] = (byte) (block >>> 8);
      counters[at + BLOCK - 1] = (byte) block;
    }
    try {
      aes.update(counters, 0, blocks * BLOCK, stream, 0);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(blocks + " blocks have no room", e);
    }
    return block;
  }
}
