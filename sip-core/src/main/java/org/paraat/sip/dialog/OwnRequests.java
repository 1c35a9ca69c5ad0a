package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.digest.DigestClient;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transaction.ClientListener;
import org.paraat.sip.transaction.InviteClientTransaction;

/** The requests that we send within one dialog; a challenge is answered once. */
record OwnRequests(Wire wire, Dialog dialog, Optional<ClientCredentials> credentials) {

  private SIPRequest request(String method) {
    SIPRequest request = dialog.request(method);
    wire.own().dress(request);
    return request;
  }

  /** A request that tells the peer anew where we are (RFC 3261 12.2). */
  private SIPRequest targetRefresh(String method) {
    SIPRequest request = request(method);
    wire.own().addContact(request, dialog.flow().local());
    return request;
  }

  /**
   * @param gone told when the peer knows, or will never know
   */
  void bye(Optional<Reason> reason, Runnable gone) {
    send(
        () -> {
          SIPRequest bye = request("BYE");
          reason.ifPresent(why -> bye.addHeader(SipMessages.header("Reason", why.headerValue())));
          return bye;
        },
        new ClientListener() {
          @Override
          public void onResponse(SIPResponse response) {
            if (response.getStatusCode() >= 200) {
              gone.run();
            }
          }

          @Override
          public void onTimeout() {
            gone.run();
          }

          @Override
          public void onUnreachable(String because) {
            gone.run();
          }
        });
  }

  /** Any request of which this package knows nothing, such as INFO or NOTIFY. */
  void other(String method, List<HeaderLine> headers, Optional<Body> body, ResponseListener heard) {
    send(
        () -> {
          SIPRequest request = targetRefresh(method);
          headers.forEach(header -> SipMessages.add(request, header));
          body.ifPresent(content -> SipMessages.carry(request, content));
          return request;
        },
        new FinalResponse(heard));
  }

  /** UPDATE (RFC 3311). */
  void update(Optional<String> offer, Optional<SessionTerms> terms, ClientListener heard) {
    send(
        () -> {
          SIPRequest update = targetRefresh("UPDATE");
          wire.own().addAbilities(update);
          terms.ifPresent(known -> known.writeInto(update));
          offer.ifPresent(sdp -> SipMessages.carry(update, Body.sdp(sdp)));
          return update;
        },
        heard);
  }

  /**
   * PRACK (RFC 3262).
   *
   * @param acknowledged what RAck says
   */
  void prack(String acknowledged, Optional<String> answer) {
    send(
        () -> {
          SIPRequest prack = request("PRACK");
          prack.addHeader(SipMessages.header("RAck", acknowledged));
          answer.ifPresent(sdp -> SipMessages.carry(prack, Body.sdp(sdp)));
          return prack;
        },
        new FinalResponse(ResponseListener.IGNORED));
  }

  /** A re-INVITE. */
  InviteClientTransaction invite(
      String offer,
      Optional<SessionTerms> terms,
      Optional<HeaderLine> proof,
      ClientListener heard) {
    SIPRequest invite = targetRefresh("INVITE");
    wire.own().addAbilities(invite);
    terms.ifPresent(known -> known.writeInto(invite));
    proof.ifPresent(line -> SipMessages.add(invite, line));
    SipMessages.carry(invite, Body.sdp(offer));
    return wire.transactions().invite(invite, dialog.flow(), heard);
  }

  /** What answers a challenge to a request of this dialog; empty when we have nothing to say. */
  Optional<HeaderLine> proof(SIPRequest request, SIPResponse response) {
    return credentials.isEmpty()
        ? Optional.empty()
        : DigestClient.prove(request, response, credentials.get(), wire.tokens());
  }

  private void send(Supplier<SIPRequest> made, ClientListener heard) {
    SIPRequest request = made.get();
    ClientListener told = credentials.isEmpty() ? heard : new Proving(request, made, heard);
    wire.transactions().send(request, dialog.flow(), told);
  }

  /** Sends a challenged request once more. */
  private final class Proving implements ClientListener {
    private final SIPRequest request;
    private final Supplier<SIPRequest> made;
    private final ClientListener heard;

    Proving(SIPRequest request, Supplier<SIPRequest> made, ClientListener heard) {
      this.request = request;
      this.made = made;
      this.heard = heard;
    }

    @Override
    public void onResponse(SIPResponse response) {
      Optional<HeaderLine> proof = proof(request, response);
      if (proof.isEmpty()) {
        heard.onResponse(response);
        return;
      }
      SIPRequest again = made.get();
      SipMessages.add(again, proof.get());
      wire.transactions().send(again, dialog.flow(), heard);
    }

    @Override
    public void onTimeout() {
      heard.onTimeout();
    }

    @Override
    public void onUnreachable(String because) {
      heard.onUnreachable(because);
    }
  }
}
