package org.paraat.provisioning.store;

import java.util.Optional;

/** Who may use the portal: answered from memory, so that the database may be away. */
public interface PortalUsers {

  /** Compares in constant time; empty when nobody has this token. */
  Optional<PortalUser> byToken(String token);

  /** Takes some 100 ms of one core on purpose: never on a loop. */
  Optional<PortalUser> byPassword(String name, String password);
}
