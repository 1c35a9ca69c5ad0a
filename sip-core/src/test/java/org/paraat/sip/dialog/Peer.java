package org.paraat.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGeneratorFactory;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** One end of a call in a test: notes what it is told. */
final class Peer implements SipHandler {
  static final String OFFER = "v=0\r\no=- 1 1 IN IP4 10.0.0.1\r\ns=-\r\n";
  static final String ANSWER = "v=0\r\no=- 2 2 IN IP4 10.0.0.2\r\ns=-\r\n";

  final String name;
  final String address;
  final Transports transports;
  final SipEndpoint endpoint;
  final List<String> notes = new ArrayList<>();
  final List<InviteDialog> legs = new ArrayList<>();
  final List<IncomingRequest> requests = new ArrayList<>();
  Consumer<InviteDialog> onCall = leg -> {};
  Consumer<IncomingInvite> onInvite = this::take;
  Consumer<IncomingRequest> onRequest = request -> request.respond(200, "OK");

  Peer(SimulatedNetwork network, VirtualLoop loop, String address, SipSettings settings) {
    this.address = address;
    this.name = address.substring(address.lastIndexOf('.') + 1);
    transports = network.host(address, 5060);
    endpoint =
        new SipEndpoint(
            loop,
            transports,
            RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(address.hashCode()),
            settings,
            this,
            SipTap.NONE);
    endpoint.start();
  }

  Peer(SimulatedNetwork network, VirtualLoop loop, String address) {
    this(network, loop, address, SipSettings.standard());
  }

  SipAddress at(Transport transport) {
    return SipAddress.of(transport, address, 5060);
  }

  Flow to(Peer other) {
    return transports.to(other.at(Transport.UDP));
  }

  OutgoingInvite invitation(Peer other) {
    return OutgoingInvite.to(
        "sip:" + other.name + "@" + other.address + ":5060",
        to(other),
        Party.of("Peer " + name, name),
        OFFER);
  }

  InviteDialog calls(Peer other) {
    return calls(invitation(other));
  }

  InviteDialog calls(OutgoingInvite invitation) {
    InviteDialog leg = endpoint.invite(invitation, new Notes());
    legs.add(leg);
    return leg;
  }

  InviteDialog leg() {
    return legs.getLast();
  }

  private void take(IncomingInvite invite) {
    notes.add("invited" + invite.sdp().map(sdp -> "").orElse(" without offer"));
    InviteDialog leg = invite.open(new Notes());
    legs.add(leg);
    onCall.accept(leg);
  }

  @Override
  public void onInvite(IncomingInvite invite) {
    onInvite.accept(invite);
  }

  @Override
  public void onRequest(IncomingRequest request) {
    requests.add(request);
    onRequest.accept(request);
  }

  @Override
  public void onFlowClosed(Flow flow, String because) {
    notes.add("flow closed");
  }

  final class Notes implements InviteListener {
    @Override
    public void onTrying() {
      notes.add("trying");
    }

    @Override
    public void onRinging() {
      notes.add("ringing");
    }

    @Override
    public void onEarlyMedia(String sdp) {
      notes.add("early media");
    }

    @Override
    public void onEarlyOffer(String sdp) {
      notes.add("early offer");
    }

    @Override
    public void onAnswered(Optional<String> sdp) {
      notes.add("answered" + (sdp.isPresent() ? "" : " without sdp"));
    }

    @Override
    public void onFailed(InviteFailure failure) {
      notes.add(
          switch (failure) {
            case InviteFailure.Refused refused -> "refused " + refused.status();
            case InviteFailure.TimedOut() -> "timed out";
            case InviteFailure.Unreachable(String because) -> "unreachable: " + because;
          });
    }

    @Override
    public void onConfirmed() {
      notes.add("confirmed");
    }

    @Override
    public void onAckSdp(String sdp) {
      notes.add("sdp in ack");
    }

    @Override
    public void onReoffer(Optional<String> sdp) {
      notes.add("reoffer" + (sdp.isPresent() ? "" : " wanted"));
    }

    @Override
    public void onReofferAnswered(Optional<String> sdp) {
      notes.add("reoffer answered");
    }

    @Override
    public void onReofferRefused(int status) {
      notes.add("reoffer refused " + status);
    }

    @Override
    public void onEnded(InviteEnd end, Optional<Reason> reason) {
      notes.add("ended " + end + reason.map(why -> " " + why.text()).orElse(""));
    }

    @Override
    public void onInfo(Body body) {
      notes.add("info " + body.contentType());
    }
  }
}
