package org.paraat.provisioning.store;

import java.util.Optional;

/** Who may use the portal: answered from memory, so that the database may be away. */
public interface PortalUsers {

  /** Who has this name now, with the role of now; empty when nobody has it any more. */
  Optional<PortalUser> byName(String name);

  /** Compares in constant time; empty when nobody has this token. */
  Optional<PortalUser> byToken(String token);

  /** Takes some 100 ms of one core on purpose: never on a loop. */
  Optional<PortalUser> byPassword(String name, String password);
}
