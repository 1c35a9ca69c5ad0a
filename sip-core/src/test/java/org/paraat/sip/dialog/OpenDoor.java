package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.paraat.sip.digest.DigestServer;
import org.paraat.sip.digest.Verdict;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.KnownMethods;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.registrar.Registrar;
import org.paraat.sip.registrar.RegistrarListener;
import org.paraat.sip.registrar.RegistrarSettings;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.Loop;

/**
 * Lets everybody in as the engine lets in whom it knows: who it is is asked of the boastful only.
 */
final class OpenDoor implements SipHandler {
  final List<InviteDialog> legs = new ArrayList<>();
  final Registrar registrar;
  private final DigestServer digest;

  OpenDoor(Loop loop) {
    digest = new DigestServer("paraat", user -> Optional.empty(), loop, new Random(1));
    registrar =
        new Registrar(
            loop,
            RegistrarSettings.usual(),
            new RegistrarListener() {
              @Override
              public void onReachable(String addressOfRecord) {}

              @Override
              public void onUnreachable(String addressOfRecord, String because) {}
            });
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    InviteDialog leg = invite.open(new Deaf());
    legs.add(leg);
    leg.ring();
    leg.answer(Peer.ANSWER);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    switch (request.method()) {
      case "OPTIONS" -> request.respond(200, "OK");
      case "REGISTER" -> register(request);
      default -> {
        if (KnownMethods.contain(request.method())) {
          request.refuseMethod();
        } else {
          request.respond(501, "Not Implemented");
        }
      }
    }
  }

  private void register(IncomingRequest request) {
    SIPRequest message = request.message();
    InetAddress from = request.flow().remote().address().getAddress();
    boolean claims = Headers.value(message, "Authorization").isPresent();
    if (claims && !(digest.verify(message, from) instanceof Verdict.Proven)) {
      request.respond(401, "Unauthorized", digest.challenge(message, from), Optional.empty());
    } else {
      registrar.register(SipUris.user(message.getTo().getAddress().getURI()), request);
    }
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {}

  /** Wants to know nothing of its call. */
  private static final class Deaf implements InviteListener {
    @Override
    public void onAnswered(Optional<String> sdp) {}

    @Override
    public void onFailed(InviteFailure failure) {}

    @Override
    public void onReoffer(Optional<String> sdp) {}

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {}
  }
}
