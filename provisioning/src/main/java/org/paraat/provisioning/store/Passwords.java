package org.paraat.provisioning.store;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;

/** Passwords in a form that costs a guesser memory and time: Argon2id (RFC 9106). */
final class Passwords {
  private static final int MEMORY_IN_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;

  private Passwords() {}

  private static Argon2Function argon2() {
    return Argon2Function.getInstance(MEMORY_IN_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }

  static String hash(String password) {
    return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2()).getResult();
  }

  static boolean matches(String password, String hash) {
    return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
  }
}
