package org.paraat.sip.digest;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that carry their own age under a signature, so that a challenge costs no memory; only the
 * counts of those in use are remembered. Each is good for the address that it was issued to alone.
 */
final class NonceBook {
  private static final int STAMP = 8;
  private static final int SALT = 8;
  private static final int SIGNATURE = 16;
  private static final int WINDOW = 64;

  private final Mac mac;
  private final RandomGenerator random;
  private final Duration lifetime;
  private final Map<String, Counts> used;

  /** What a nonce was used for: the highest count, and which of those below it. */
  private static final class Counts {
    private long highest;
    private long seen;

    private boolean take(long count) {
      if (count > highest) {
        long shift = count - highest;
        seen = shift >= WINDOW ? 0 : seen << shift;
        seen |= 1;
        highest = count;
        return true;
      }
      long age = highest - count;
      if (age >= WINDOW || (seen & (1L << age)) != 0) {
        return false;
      }
      seen |= 1L << age;
      return true;
    }
  }

  NonceBook(RandomGenerator random, Duration lifetime, int mostInUse) {
    this.random = random;
    this.lifetime = lifetime;
    byte[] key = new byte[32];
    random.nextBytes(key);
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
    } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
      throw new IllegalStateException("every Java has HmacSHA256", impossible);
    }
    used =
        new LinkedHashMap<>(64, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Counts> eldest) {
            return size() > mostInUse;
          }
        };
  }

  String issue(InetAddress to, Instant now) {
    ByteBuffer nonce = ByteBuffer.allocate(STAMP + SALT + SIGNATURE);
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    nonce.putLong(now.toEpochMilli()).put(salt);
    nonce.put(signature(nonce.array(), to));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
  }

  /** When a nonce was issued to this address; empty: never. */
  Optional<Instant> issued(InetAddress to, String nonce) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(nonce);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
    if (bytes.length != STAMP + SALT + SIGNATURE) {
      return Optional.empty();
    }
    byte[] said = Arrays.copyOfRange(bytes, STAMP + SALT, bytes.length);
    return MessageDigest.isEqual(said, signature(bytes, to))
        ? Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(bytes).getLong()))
        : Optional.empty();
  }

  /** Whether a nonce that was issued then is young enough. */
  boolean isFresh(Instant issued, Instant now) {
    long age = now.toEpochMilli() - issued.toEpochMilli();
    return age >= 0 && age <= lifetime.toMillis();
  }

  /** Whether a nonce is used with this count for the first time; to be asked of a right proof. */
  boolean take(String nonce, long count) {
    return used.computeIfAbsent(nonce, any -> new Counts()).take(count);
  }

  private byte[] signature(byte[] nonce, InetAddress to) {
    mac.update(nonce, 0, STAMP + SALT);
    mac.update(to.getAddress());
    return Arrays.copyOf(mac.doFinal(), SIGNATURE);
  }
}
