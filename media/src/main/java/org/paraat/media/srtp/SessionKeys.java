package org.paraat.media.srtp;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * What packets are really encrypted with, derived from a master key (RFC 3711 4.3).
 *
 * @param salt 16 bytes, filled up with zeros
 */
record SessionKeys(byte[] encryption, byte[] authentication, byte[] salt) {
  private static final int AUTHENTICATION_BYTES = 20;
  private static final int LABEL_AT = 7;
  private static final int BLOCK = 16;

  static SessionKeys ofSound(CryptoSuite suite, MasterKey master) {
    return derived(suite, master, 0);
  }

  static SessionKeys ofControl(CryptoSuite suite, MasterKey master) {
    return derived(suite, master, 3);
  }

  private static SessionKeys derived(CryptoSuite suite, MasterKey master, int firstLabel) {
    try {
      Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(master.key(), "AES"));
      byte[] salt = new byte[BLOCK];
      byte[] some = derive(aes, master.salt(), firstLabel + 2, suite.saltBytes());
      System.arraycopy(some, 0, salt, 0, some.length);
      return new SessionKeys(
          derive(aes, master.salt(), firstLabel, suite.keyBytes()),
          derive(aes, master.salt(), firstLabel + 1, AUTHENTICATION_BYTES),
          salt);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is missing in this Java", e);
    }
  }

  private static byte[] derive(Cipher aes, byte[] masterSalt, int label, int length)
      throws GeneralSecurityException {
    int whole = (length + BLOCK - 1) / BLOCK;
    byte[] counters = new byte[whole * BLOCK];
    for (int i = 0; i < whole; i++) {
      // A salt of 12 bytes (RFC 7714 11) is filled up with zeros to the 14 of the others.
      System.arraycopy(masterSalt, 0, counters, i * BLOCK, masterSalt.length);
      counters[i * BLOCK + LABEL_AT] ^= (byte) label;
      counters[i * BLOCK + BLOCK - 1] = (byte) i;
    }
    byte[] stream = aes.update(counters);
    byte[] derived = new byte[length];
    System.arraycopy(stream, 0, derived, 0, length);
    return derived;
  }
}
