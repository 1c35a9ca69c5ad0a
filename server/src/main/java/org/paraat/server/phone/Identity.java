package org.paraat.server.phone;

import java.util.Optional;
import org.paraat.sip.digest.ClientCredentials;

/**
 * Whose phone it is.
 *
 * @param name SIP user of a device; of a carrier what we call it
 * @param credentials empty for a carrier: it is known by where its calls come from
 * @param port where it listens; 0: any that is free
 * @param tone in hertz, what it says when it talks, so that the other side knows who it hears
 */
public record Identity(String name, Optional<ClientCredentials> credentials, int port, int tone) {

  /** A device that proves itself by its secret. */
  public static Identity device(String user, String secret, int tone) {
    return new Identity(user, Optional.of(new ClientCredentials(user, secret)), 0, tone);
  }

  /** A carrier's end of a trunk. */
  public static Identity carrier(String name, int port, int tone) {
    return new Identity(name, Optional.empty(), port, tone);
  }
}
