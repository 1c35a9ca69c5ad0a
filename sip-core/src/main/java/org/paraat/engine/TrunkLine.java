package org.paraat.engine;

import java.util.Optional;
import org.paraat.pbx.directory.Trunk;
import org.paraat.pbx.vocabulary.TrunkPeer;
import org.paraat.sip.dialog.Party;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/**
 * One peer of a trunk with where it is.
 *
 * @param name that it was found by; empty: it is configured in digits
 */
record TrunkLine(
    Trunk trunk,
    TrunkPeer peer,
    SipAddress address,
    Optional<Trunk.Server> name,
    Transports transports) {

  /** RFC 5922 7.3: its certificate is to be for the name that is configured. */
  Flow flow() {
    return name.isPresent() ? transports.to(address, name.get().host()) : transports.to(address);
  }

  /** Whether we speak its transport: TLS needs a certificate of ours. */
  boolean isSpoken() {
    return transports.listening(address.transport()).isPresent();
  }

  String uriOf(String number) {
    return "sip:" + number + "@" + hostPort();
  }

  String uri() {
    return "sip:" + hostPort();
  }

  /** Whom we register, and whom calls are of, where the carrier has given us a domain. */
  Party of(String display, String user) {
    return new Party(display, user, domain());
  }

  private Optional<String> domain() {
    return trunk.account().map(Trunk.Account::domain).filter(domain -> !domain.isEmpty());
  }

  /** The registrar's domain: what REGISTER is sent for (RFC 3261 10.2). */
  String registrar() {
    return domain()
        .or(() -> name.map(Trunk.Server::host))
        .orElseGet(() -> address.host() + ":" + address.port());
  }

  // RFC 3263: the request URI keeps the name; only what it is sent to has been looked up.
  private String hostPort() {
    String where = name.map(Trunk.Server::toString).orElse(address.host() + ":" + address.port());
    return where + suffix();
  }

  private String suffix() {
    return switch (address.transport()) {
      case UDP -> "";
      case TCP -> ";transport=tcp";
      case TLS -> ";transport=tls";
      case WS, WSS -> throw new IllegalStateException("no trunk speaks " + Transport.WS);
    };
  }
}
