package org.paraat.sip.digest;

import java.util.Optional;

/** Whose secrets we know; answered from memory. */
@FunctionalInterface
public interface Credentials {
  Optional<HashedSecret> of(String user);
}
