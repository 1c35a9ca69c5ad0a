package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.paraat.sip.message.Drop;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Us against a peer that says what a test tells it, word for word. */
abstract class RawPeerTestBed {
  static final SipAddress US = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  static final String SDP = "Content-Type: application/sdp";

  final VirtualLoop loop = new VirtualLoop();
  final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  final Peer us = new Peer(network, loop, "10.0.0.1", settings());
  final RawPeer peer = new RawPeer(network.host("10.0.0.2", 5060));
  private int branch;
  private int sequence;

  SipSettings settings() {
    return SipSettings.standard();
  }

  void soon() {
    loop.pass(ofMillis(5));
  }

  // --- the peer calls ---

  /** A request of the peer in the dialog that our tag names; a new one without it. */
  void say(String method, String ourTag, String more, String body) {
    sayNumbered(method, ++sequence, ourTag, more, body);
  }

  void sayNumbered(String method, int number, String ourTag, String more, String body) {
    peer.say(
        US,
        method
            + " sip:x@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bK"
            + ++branch
            + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>"
            + (ourTag.isEmpty() ? "" : ";tag=" + ourTag)
            + "\nCall-ID: c1\nCSeq: "
            + number
            + " "
            + method
            + "\nContact: <sip:p@10.0.0.2>\n"
            + more,
        body);
    soon();
  }

  int lastNumber() {
    return sequence;
  }

  void callsWith(String more) {
    say("INVITE", "", SDP + (more.isEmpty() ? "" : "\n" + more), Peer.OFFER);
  }

  void callsWithoutOffer(String more) {
    say("INVITE", "", more, "");
  }

  /** Our tag in the newest message that starts so. */
  String ourTag(String start) {
    String to = RawPeer.header(peer.last(start), "To");
    return to.substring(to.indexOf(";tag=") + 5);
  }

  /** The status of the newest response. */
  String status() {
    return peer.last("SIP/2.0").substring(8, 11);
  }

  String header(String start, String name) {
    return RawPeer.header(peer.last(start), name);
  }

  /** How many different messages start so, however often each came. */
  long distinct(String start) {
    return peer.heard().stream()
        .filter(message -> message.startsWith(start))
        .map(message -> RawPeer.header(message, "CSeq"))
        .distinct()
        .count();
  }

  boolean has(String start, String text) {
    return peer.last(start).contains(text);
  }

  // --- we call ---

  void weCall() {
    us.calls(
        OutgoingInvite.to(
            "sip:p@10.0.0.2",
            us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)),
            Party.of("Us", "1"),
            Peer.OFFER));
    soon();
  }

  void weCallWithoutOffer() {
    us.calls(
        OutgoingInvite.to(
                "sip:p@10.0.0.2",
                us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)),
                Party.of("Us", "1"),
                Peer.OFFER)
            .withoutOffer());
    soon();
  }

  /** Answers our newest request that starts so. */
  void answers(String request, int status, String tag, String more, String body) {
    peer.answer(request, status, tag, more, body);
    soon();
  }

  /** A request of the peer in the dialog that our INVITE and its tag made. */
  void sayToUs(String method, String tag, int number, String more, String body) {
    String invite = peer.last("INVITE");
    String ours = RawPeer.header(invite, "From").substring("From: ".length());
    peer.say(
        US,
        method
            + " sip:paraat@10.0.0.1:5060 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bK"
            + ++branch
            + "\nFrom: <sip:p@10.0.0.2>;tag="
            + tag
            + "\nTo: "
            + ours
            + "\n"
            + RawPeer.header(invite, "Call-ID")
            + "\nCSeq: "
            + number
            + " "
            + method
            + "\nContact: <sip:p@10.0.0.2>\n"
            + more,
        body);
    soon();
  }

  List<String> notes() {
    return us.notes;
  }

  void nothingIsLeft() {
    loop.pass(ofMinutes(2));
    assertEquals(0, us.endpoint.dialogs(), "dialogs");
    assertEquals(0, us.endpoint.transactions(), "transactions");
    assertEquals(0, us.endpoint.counters().dropped(Drop.OUR_DEFECT));
    assertEquals(0, loop.waiting(), "timers");
  }
}
