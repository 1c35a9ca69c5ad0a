package org.paraat.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.paraat.provisioning.configuration.CurrentConfiguration.Reach;

/** Secrets that anybody can read in our documentation are used on this machine alone. */
final class LoopbackRule {
  private LoopbackRule() {}

  /**
   * @throws CannotStart when an address that others can reach goes with a well-known secret
   */
  static void check(Settings settings, List<String> wellKnownSecrets) throws CannotStart {
    check(settings.address(), wellKnownSecrets);
    for (String address : settings.sip().addresses()) {
      check(address, wellKnownSecrets);
    }
  }

  private static void check(String address, List<String> wellKnownSecrets) throws CannotStart {
    if (wellKnownSecrets.isEmpty() || reach(address) == Reach.THIS_MACHINE) {
      return;
    }
    throw new CannotStart(
        "it would listen on "
            + address
            + ", which others can reach, while these well-known secrets are in use: "
            + String.join(", ", wellKnownSecrets)
            + ". Change them, or listen on 127.0.0.1");
  }

  /** Who reaches any of the places where we listen. */
  static Reach reach(Settings settings) throws CannotStart {
    for (String address : settings.sip().addresses()) {
      if (reach(address) == Reach.OTHERS) {
        return Reach.OTHERS;
      }
    }
    return reach(settings.address());
  }

  private static Reach reach(String address) throws CannotStart {
    try {
      return InetAddress.getByName(address).isLoopbackAddress() ? Reach.THIS_MACHINE : Reach.OTHERS;
    } catch (UnknownHostException e) {
      throw new CannotStart("the address " + address + " is not one of this machine", e);
    }
  }
}
