package org.paraat.sip.transaction;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import java.text.ParseException;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transports;

/** Where the responses to a request go (RFC 3261 18.2, RFC 3581). */
final class ResponsePath {
  private final Transports transports;

  ResponsePath(Transports transports) {
    this.transports = transports;
  }

  /** Writes into the topmost Via where the request really came from. */
  static void mark(SIPRequest request, Flow flow) {
    Via via = request.getTopmostVia();
    SipAddress source = flow.remote();
    boolean wantsPort = via.hasParameter("rport");
    try {
      if (wantsPort || !source.host().equals(via.getHost())) {
        via.setReceived(source.host().replace("[", "").replace("]", ""));
      }
      if (wantsPort) {
        via.setParameter("rport", String.valueOf(source.port()));
      }
    } catch (ParseException impossible) {
      throw new IllegalStateException("an address that is no parameter", impossible);
    }
  }

  /** Lets a connection stand for where its peer listens, when the peer asks so (RFC 5923). */
  static void share(SIPRequest request, Flow flow) {
    Via via = request.getTopmostVia();
    boolean isAsked = flow.isReliable() && via.hasParameter("alias");
    if (isAsked && flow.remote().host().equals(via.getHost())) {
      int port = via.getPort() > 0 ? via.getPort() : flow.transport().defaultPort();
      if (port <= 65_535) {
        flow.sharesWith(port);
      }
    }
  }

  /** The path back: the same, unless an old UDP peer listens on another port than it sends from. */
  Flow of(SIPRequest request, Flow flow) {
    Via via = request.getTopmostVia();
    if (flow.isReliable() || via.hasParameter("rport")) {
      return flow;
    }
    int port = via.hasPort() && via.getPort() > 0 ? via.getPort() : flow.transport().defaultPort();
    return port == flow.remote().port() || port > 65_535
        ? flow
        : transports.to(SipAddress.of(flow.transport(), host(flow), port));
  }

  private static String host(Flow flow) {
    return flow.remote().host().replace("[", "").replace("]", "");
  }
}
