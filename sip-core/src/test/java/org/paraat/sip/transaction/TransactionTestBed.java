package org.paraat.sip.transaction;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGeneratorFactory;
import org.paraat.sip.message.SipCounters;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** Our transactions against a peer that says what it is told. */
abstract class TransactionTestBed {
  static final SipAddress US_UDP = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  static final SipAddress US_TCP = SipAddress.of(Transport.TCP, "10.0.0.1", 5060);
  static final SipAddress PEER_UDP = SipAddress.of(Transport.UDP, "10.0.0.2", 5060);
  static final SipAddress PEER_TCP = SipAddress.of(Transport.TCP, "10.0.0.2", 5060);

  final VirtualLoop loop = new VirtualLoop();
  final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  final Transports ours = network.host("10.0.0.1", 5060);
  final RawPeer peer = new RawPeer(network.host("10.0.0.2", 5060));
  final User user = new User();
  final Told told = new Told();
  final SipCounters counters = new SipCounters();
  final Transactions transactions = transactions(TransactionSettings.standard());

  Transactions transactions(TransactionSettings settings) {
    Tokens tokens = new Tokens(RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(3));
    Transactions table =
        new Transactions(loop, ours, settings, tokens, counters, SipTap.NONE, user);
    table.start();
    return table;
  }

  static String request(String method, String branch) {
    return method
        + " sip:x@10.0.0.1 SIP/2.0\n"
        + "Via: SIP/2.0/UDP 10.0.0.2:5060;rport;branch="
        + branch
        + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\nCall-ID: c1\nCSeq: 1 "
        + method
        + "\nContact: <sip:p@10.0.0.2>";
  }

  static String request(String method) {
    return request(method, "z9hG4bKone");
  }

  void say(String request) {
    peer.say(US_UDP, request, "");
    soon();
  }

  void soon() {
    loop.pass(ofMillis(5));
  }

  List<String> statuses() {
    return peer.heard().stream()
        .filter(message -> message.startsWith("SIP/2.0"))
        .map(message -> message.substring(8, 11))
        .toList();
  }

  void nothingIsLeft() {
    loop.pass(ofSeconds(40));
    assertEquals(0, transactions.size());
    assertEquals(0, loop.waiting());
  }

  /** What the layer above is told. */
  static final class User implements TransactionUser {
    final List<InviteServerTransaction> invites = new ArrayList<>();
    final List<PlainServerTransaction> requests = new ArrayList<>();
    final List<SIPRequest> acks = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    boolean isBroken;

    void respond(int status) {
      InviteServerTransaction invite = invites.getLast();
      invite.respond(invite.response(status, "Test"));
    }

    void answer(int status) {
      PlainServerTransaction request = requests.getLast();
      request.respond(request.response(status, "Test"));
    }

    @Override
    public void onInvite(InviteServerTransaction transaction) {
      invites.add(transaction);
    }

    @Override
    public void onRequest(PlainServerTransaction transaction) {
      if (isBroken) {
        throw new IllegalStateException("broken on purpose");
      }
      requests.add(transaction);
    }

    @Override
    public void onAck(SIPRequest ack, Flow flow) {
      acks.add(ack);
    }

    @Override
    public void onFlowClosed(Flow flow, String because) {
      notes.add("flow closed");
    }
  }

  /** What the sender of a request is told. */
  final class Told implements ClientListener {
    final List<String> notes = new ArrayList<>();
    Instant at = Instant.MIN;

    @Override
    public void onResponse(SIPResponse response) {
      notes.add(String.valueOf(response.getStatusCode()));
    }

    @Override
    public void onTimeout() {
      at = loop.now();
      notes.add("timeout");
    }

    @Override
    public void onUnreachable(String because) {
      notes.add("unreachable " + because);
    }
  }
}
