package org.paraat.sip.dialog;

import gov.nist.javax.sip.address.GenericURI;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/**
 * By which path a request of a dialog travels: to where its first route or its target points, or by
 * the path that is in use when the peer lives behind a router and only that path leads to it.
 */
final class NextHop {
  private final Transports transports;
  private final boolean isPeerBehindRouter;
  private final Optional<GenericURI> known;

  private NextHop(Transports transports, boolean isPeerBehindRouter, Optional<GenericURI> known) {
    this.transports = transports;
    this.isPeerBehindRouter = isPeerBehindRouter;
    this.known = known;
  }

  static NextHop through(Transports transports) {
    return new NextHop(transports, false, Optional.empty());
  }

  /** The peer's Via said another address than the network did. */
  NextHop behindRouter() {
    return new NextHop(transports, true, known);
  }

  /** The same towards who sent this, which may show that a router stands between us. */
  NextHop to(SIPRequest request) {
    Via via = request.getTopmostVia();
    boolean isTranslated = via.getReceived() != null && request.getRecordRouteHeaders() == null;
    return isTranslated && isOtherNumber(via) ? behindRouter() : this;
  }

  // A name tells nothing: `received` is there for each of them (RFC 3261 18.2.1).
  private static boolean isOtherNumber(Via via) {
    String host = via.getHost().replace("[", "").replace("]", "");
    return SipAddress.isNumeric(host) && !host.equalsIgnoreCase(via.getReceived());
  }

  /** The path in use is the path to this URI, whatever it says. */
  NextHop knowing(GenericURI target) {
    return new NextHop(transports, isPeerBehindRouter, Optional.of(target));
  }

  Flow of(GenericURI hop, Flow current) {
    if (!(hop instanceof SipUri uri) || isPeerBehindRouter || isKnown(uri)) {
      return current;
    }
    return address(uri, current)
        .filter(address -> !address.equals(current.remote()))
        .filter(address -> !isSamePeer(current, address))
        .filter(address -> !isHiddenFrom(current, address))
        .filter(address -> transports.listening(address.transport()).isPresent())
        .map(transports::to)
        .orElse(current);
  }

  /** Whether the router of a peer gave it another port. */
  boolean isMovedBehindRouter(Flow current, Flow other) {
    return isPeerBehindRouter && current.transport() == other.transport();
  }

  /** A way to the same hop when the connection in use is gone. */
  Flow without(GenericURI hop, Flow gone) {
    if (!(hop instanceof SipUri uri) || isPeerBehindRouter) {
      return gone;
    }
    return address(uri, gone)
        .filter(address -> transports.listening(address.transport()).isPresent())
        .map(transports::to)
        .orElse(gone);
  }

  private boolean isKnown(SipUri uri) {
    return known.isPresent()
        && known.get() instanceof SipUri target
        && SipUris.host(uri).equals(SipUris.host(target))
        && uri.getPort() == target.getPort();
  }

  private static Optional<SipAddress> address(SipUri uri, Flow current) {
    String host = SipUris.host(uri).replace("[", "").replace("]", "");
    Transport transport = transport(uri).orElse(current.transport());
    int port = uri.getPort() > 0 ? uri.getPort() : transport.defaultPort();
    // Names would have to be looked up, which a loop must not wait for.
    return SipAddress.isNumeric(host) && port <= 65_535
        ? literal(transport, host, port)
        : Optional.empty();
  }

  private static Optional<SipAddress> literal(Transport transport, String host, int port) {
    try {
      return Optional.of(SipAddress.of(transport, host, port));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Transport> transport(SipUri uri) {
    String named = uri.getTransportParam();
    if (named == null) {
      return Optional.empty();
    }
    for (Transport transport : Transport.values()) {
      if (transport.token().equals(named.toUpperCase(Locale.ROOT))) {
        return Optional.of(transport);
      }
    }
    return Optional.empty();
  }

  // A phone that made the connection may not listen where its Contact says.
  private static boolean isSamePeer(Flow current, SipAddress address) {
    return current.isReliable()
        && current.isOpen()
        && address.transport() == current.transport()
        // the certificate of another host could not be checked: its name is not known
        && (current.transport() == Transport.TLS || address.host().equals(current.remote().host()));
  }

  private static boolean isHiddenFrom(Flow current, SipAddress address) {
    return isPrivate(address) && !isPrivate(current.remote());
  }

  private static boolean isPrivate(SipAddress address) {
    InetAddress number = address.address().getAddress();
    return number.isSiteLocalAddress()
        || number.isLinkLocalAddress()
        || number.isAnyLocalAddress()
        || number.isLoopbackAddress();
  }
}
