package org.paraat.sip.message;

import java.util.random.RandomGenerator;

/**
 * Draws tags, branches and Call-IDs that nobody can guess.
 *
 * <p>A secure generator is slow for each call but not for each byte: so a block is drawn at a time.
 */
public final class Tokens {
  private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
  private static final int TOKEN_LENGTH = 16;

  private final RandomGenerator random;
  private final byte[] block = new byte[4096];
  private int used = block.length;

  /**
   * @param random a {@code SecureRandom}; seeded in tests
   */
  public Tokens(RandomGenerator random) {
    this.random = random;
  }

  /** Sixteen letters and digits: 80 random bits. */
  public String token() {
    char[] token = new char[TOKEN_LENGTH];
    fill(token, 0);
    return new String(token);
  }

  /** A branch with the magic cookie of RFC 3261. */
  public String branch() {
    char[] branch = new char[7 + TOKEN_LENGTH];
    "z9hG4bK".getChars(0, 7, branch, 0);
    fill(branch, 7);
    return new String(branch);
  }

  /** A number from zero to below a bound. */
  public long below(long bound) {
    return random.nextLong(bound);
  }

  private void fill(char[] target, int from) {
    if (used + TOKEN_LENGTH > block.length) {
      random.nextBytes(block);
      used = 0;
    }
    for (int i = from; i < target.length; i++) {
      target[i] = ALPHABET[block[used++] & 31];
    }
  }
}
