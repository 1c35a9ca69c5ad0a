package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Headers;
import org.paraat.sip.transaction.PlainServerTransaction;

/** What a peer may ask for within a dialog, besides re-INVITE and BYE. */
final class PeerRequests {
  private PeerRequests() {}

  /**
   * @param within the dialog of the leg that it came in: the only one, or one of several early ones
   * @param changes of that dialog's session
   */
  static void take(
      Leg leg,
      IncomingRequest incoming,
      PlainServerTransaction transaction,
      Dialog within,
      Renegotiation changes) {
    switch (incoming.method()) {
      case "OPTIONS" -> incoming.respond(200, "OK");
      case "INFO" -> info(leg, incoming, transaction);
      case "UPDATE" -> {
        within.refreshTarget(transaction.request());
        if (Headers.sdp(transaction.request()).isPresent()) {
          changes.onOffer(transaction);
        } else {
          transaction.respond(changes.accepting(transaction));
        }
      }
      case "PRACK" -> leg.onPrack(incoming, transaction);
      case "REFER" -> leg.listener().onRefer(incoming);
      default -> leg.listener().onRequest(incoming);
    }
  }

  private static void info(Leg leg, IncomingRequest info, PlainServerTransaction transaction) {
    Wire wire = leg.wire;
    Optional<Body> body = Headers.body(info.message());
    boolean isKnown =
        body.isEmpty()
            || wire.settings().abilities().acceptedInInfo().stream().anyMatch(body.get()::is);
    if (isKnown) {
      info.respond(200, "OK");
      body.ifPresent(leg.listener()::onInfo);
    } else {
      SIPResponse refusal = transaction.response(415, "Unsupported Media Type");
      wire.own().dress(refusal);
      wire.own().addAcceptedInInfo(refusal);
      transaction.respond(refusal);
    }
  }
}
