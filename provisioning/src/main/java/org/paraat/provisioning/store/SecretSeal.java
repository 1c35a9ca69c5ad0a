package org.paraat.provisioning.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.paraat.provisioning.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals the secrets that we must be able to say again, as those of carriers, with a key that is in
 * a file of ours alone: whoever has a copy of the database or of the snapshot has none of them.
 */
public final class SecretSeal {
  private static final Logger LOG = LoggerFactory.getLogger(SecretSeal.class);
  private static final String MARK = "sealed:";
  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final Path keyFile;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param folder of data, where the key is made when it is first needed
   */
  public SecretSeal(Path folder) {
    keyFile = folder.resolve("secrets.key");
  }

  /**
   * @param owner whose secret it is: sealed for one, it opens for no other
   * @throws IOException when the key can be neither read nor made
   */
  public String seal(String owner, String plain) throws IOException {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] hidden =
        run(Cipher.ENCRYPT_MODE, owner, nonce, plain.getBytes(StandardCharsets.UTF_8), key());
    byte[] all = ByteBuffer.allocate(nonce.length + hidden.length).put(nonce).put(hidden).array();
    return MARK + Base64.getEncoder().encodeToString(all);
  }

  /**
   * What was written in plain, by whoever set a trunk up by hand, opens too.
   *
   * @return empty when it was sealed with another key, or for somebody else
   */
  public Optional<String> open(String owner, String stored) {
    if (!stored.startsWith(MARK)) {
      return Optional.of(stored);
    }
    try {
      byte[] all = Base64.getDecoder().decode(stored.substring(MARK.length()));
      byte[] nonce = new byte[NONCE_BYTES];
      ByteBuffer parts = ByteBuffer.wrap(all).get(nonce);
      byte[] hidden = new byte[parts.remaining()];
      parts.get(hidden);
      return Optional.of(
          new String(
              run(Cipher.DECRYPT_MODE, owner, nonce, hidden, existingKey()),
              StandardCharsets.UTF_8));
    } catch (IOException | RuntimeException e) {
      LOG.error(
          "the secret of {} cannot be opened with {} ({}): set it again, or bring the key back",
          owner,
          keyFile,
          e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  private static byte[] run(int mode, String owner, byte[] nonce, byte[] text, byte[] key) {
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("not sealed with this key", e);
    }
  }

  private byte[] key() throws IOException {
    // another key in place of the first would open nothing that was sealed with that
    synchronized (SecretSeal.class) {
      // nothing was ever sealed with an empty one
      if (!Files.exists(keyFile) || Files.size(keyFile) == 0) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        WholeFile.write(keyFile, key);
      }
    }
    return existingKey();
  }

  private byte[] existingKey() throws IOException {
    byte[] key = Files.readAllBytes(keyFile);
    if (key.length != KEY_BYTES) {
      throw new IOException(keyFile + " is no key");
    }
    return key;
  }
}
