package org.paraat.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Secrets that anybody can read in our documentation are used on this machine alone. */
final class LoopbackRule {
  private LoopbackRule() {}

  /**
   * @throws CannotStart when an address that others can reach goes with a well-known secret
   */
  static void check(String address, List<String> wellKnownSecrets) throws CannotStart {
    if (wellKnownSecrets.isEmpty() || isLoopback(address)) {
      return;
    }
    throw new CannotStart(
        "it would listen on "
            + address
            + ", which others can reach, while these well-known secrets are in use: "
            + String.join(", ", wellKnownSecrets)
            + ". Change them, or listen on 127.0.0.1");
  }

  private static boolean isLoopback(String address) throws CannotStart {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      throw new CannotStart("the address " + address + " is not one of this machine", e);
    }
  }
}
