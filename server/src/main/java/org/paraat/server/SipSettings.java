package org.paraat.server;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.dialog.SessionTimerSettings;
import org.paraat.sip.registrar.RegistrarSettings;
import org.paraat.sip.transport.Advertised;
import org.paraat.sip.transport.ConnectionBounds;
import org.paraat.sip.transport.TlsSettings;

/**
 * How SIP is deployed, besides its port.
 *
 * @param addresses of this machine where it listens, and RTP too
 * @param tlsPort also when there is no certificate and so nobody listens there
 * @param tls empty: no certificate is configured
 * @param nameServers whom names of carriers are asked; empty: whom the system asks
 * @param webSocketOrigins sites besides our own whose pages may connect; {@code *} is any
 */
record SipSettings(
    List<String> addresses,
    int tlsPort,
    Optional<TlsSettings> tls,
    Advertised advertised,
    ConnectionBounds bounds,
    int differentiatedServices,
    RegistrarSettings registrations,
    SessionTimerSettings sessionTimers,
    List<String> webSocketOrigins,
    List<InetSocketAddress> nameServers) {

  SipSettings {
    addresses = List.copyOf(addresses);
    webSocketOrigins = List.copyOf(webSocketOrigins);
    nameServers = List.copyOf(nameServers);
  }
}
