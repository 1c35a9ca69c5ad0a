package org.paraat.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in Galois counter mode (RFC 7714), whose tag is part of the cipher. */
final class GaloisMode implements Transform {
  private static final int TAG = 16;
  private static final int CONTROL_HEADER = 8;
  private static final int ENCRYPTED = 0x8000_0000;

  private final Cipher aes;
  private final SecretKeySpec key;
  private final byte[] salt;
  private final byte[] initial = new byte[12];
  private final byte[] word = new byte[4];

  GaloisMode(SessionKeys keys) {
    key = new SecretKeySpec(keys.encryption(), "AES");
    salt = keys.salt();
    try {
      aes = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is missing in this Java", e);
    }
  }

  @Override
  public int seal(byte[] packet, int header, int length, int ssrc, long index) {
    try {
      begin(Cipher.ENCRYPT_MODE, ssrc, index);
      aes.updateAAD(packet, 0, header);
      return header + aes.doFinal(packet, header, length - header, packet, header);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a packet could not be encrypted", e);
    }
  }

  @Override
  public int open(byte[] packet, int header, int length, int ssrc, long index) {
    if (length - TAG < header) {
      return FORGED;
    }
    try {
      begin(Cipher.DECRYPT_MODE, ssrc, index);
      aes.updateAAD(packet, 0, header);
      return header + aes.doFinal(packet, header, length - header, packet, header);
    } catch (AEADBadTagException e) {
      return FORGED;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a packet could not be decrypted", e);
    }
  }

  @Override
  public int sealControl(byte[] packet, int length, int ssrc, int index) {
    try {
      Words.put(word, 0, index | ENCRYPTED);
      begin(Cipher.ENCRYPT_MODE, ssrc, index);
      aes.updateAAD(packet, 0, CONTROL_HEADER);
      aes.updateAAD(word);
      int end =
          CONTROL_HEADER
              + aes.doFinal(
                  packet, CONTROL_HEADER, length - CONTROL_HEADER, packet, CONTROL_HEADER);
      System.arraycopy(word, 0, packet, end, word.length);
      return end + word.length;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a control packet could not be encrypted", e);
    }
  }

  @Override
  public int openControl(byte[] packet, int length, int ssrc) {
    int end = controlIndexAt(length);
    if (end < CONTROL_HEADER + TAG) {
      return FORGED;
    }
    int index = Words.get(packet, end);
    boolean isEncrypted = (index & ENCRYPTED) != 0;
    int readable = isEncrypted ? CONTROL_HEADER : end - TAG;
    Words.put(word, 0, index);
    try {
      begin(Cipher.DECRYPT_MODE, ssrc, index & ~ENCRYPTED);
      aes.updateAAD(packet, 0, readable);
      aes.updateAAD(word);
      aes.doFinal(packet, readable, end - readable, packet, readable);
      return end - TAG;
    } catch (AEADBadTagException e) {
      return FORGED;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a control packet could not be decrypted", e);
    }
  }

  @Override
  public int controlIndexAt(int length) {
    return length - 4;
  }

  // RFC 7714 8.1 and 9.1 put the index at the same place: 48 bits of it, or 31.
  private void begin(int mode, int ssrc, long index) throws GeneralSecurityException {
    System.arraycopy(salt, 0, initial, 0, initial.length);
    Words.put(initial, 2, Words.get(initial, 2) ^ ssrc);
    Words.put(initial, 6, Words.get(initial, 6) ^ (int) (index >>> 16));
    initial[10] ^= (byte) (index >>> 8);
    initial[11] ^= (byte) index;
    aes.init(mode, key, new GCMParameterSpec(8 * TAG, initial));
  }
}
