package org.paraat.sip.transaction;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** What we ask of peers: RFC 3261 17.1 and RFC 6026. */
class ClientTransactionsTest extends TransactionTestBed {
  private SIPRequest ours(String method) {
    return SipMessages.request(
        method,
        SipUris.parse("sip:p@10.0.0.2").orElseThrow(),
        SipMessages.from("", SipUris.of("x", "10.0.0.1"), "us"),
        SipMessages.to("", SipUris.of("p", "10.0.0.2")),
        SipMessages.callId("ours"),
        1);
  }

  private InviteClientTransaction invite(SipAddress to) {
    SIPRequest request = ours("INVITE");
    request.addHeader(SipMessages.header("Contact", "<sip:x@10.0.0.1>"));
    InviteClientTransaction invite = transactions.invite(request, ours.to(to), told);
    soon();
    return invite;
  }

  private void options(SipAddress to) {
    transactions.send(ours("OPTIONS"), ours.to(to), told);
    soon();
  }

  private void hears(String request, int status) {
    peer.answer(request, status, "them", "", "");
    soon();
  }

  @Test
  void anInviteIsRepeatedWithDoubledPausesAndGivenUp() {
    Instant start = loop.now();
    invite(PEER_UDP);
    loop.pass(ofSeconds(31));
    // At 0, 0.5, 1.5, 3.5, 7.5, 15.5 and 31.5 s.
    assertEquals(6, peer.count("INVITE"));
    loop.pass(ofSeconds(2));
    assertEquals(7, peer.count("INVITE"));
    assertEquals(List.of("timeout"), told.notes);
    assertTrue(Duration.between(start, told.at).toSeconds() >= 32);
    nothingIsLeft();
  }

  @Test
  void overTcpNothingIsRepeated() {
    invite(PEER_TCP);
    options(PEER_TCP);
    loop.pass(ofSeconds(33));
    assertEquals(1, peer.count("INVITE"));
    assertEquals(1, peer.count("OPTIONS"));
    assertEquals(List.of("timeout", "timeout"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aProvisionalResponseEndsTheRepeating() {
    invite(PEER_UDP);
    hears("INVITE", 100);
    loop.pass(ofSeconds(60));
    assertEquals(1, peer.count("INVITE"));
    assertEquals(List.of("100"), told.notes);
    hears("INVITE", 486);
    assertEquals(List.of("100", "486"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aRefusalIsAcknowledgedEachTimeItComes() {
    invite(PEER_UDP);
    hears("INVITE", 486);
    hears("INVITE", 486);
    assertEquals(2, peer.count("ACK"));
    assertEquals(List.of("486"), told.notes);
    String ack = peer.last("ACK");
    String invite = peer.last("INVITE");
    assertEquals(RawPeer.header(invite, "Via"), RawPeer.header(ack, "Via"));
    assertTrue(RawPeer.header(ack, "To").endsWith(";tag=them"));
    assertEquals("CSeq: 1 ACK", RawPeer.header(ack, "CSeq"));
    nothingIsLeft();
  }

  @Test
  void everyAcceptanceIsToldBecauseItsAckIsTheDialogs() {
    invite(PEER_UDP);
    hears("INVITE", 200);
    hears("INVITE", 200);
    peer.answer("INVITE", 200, "another", "", "");
    soon();
    assertEquals(List.of("200", "200", "200"), told.notes);
    assertEquals(0, peer.count("ACK"));
    nothingIsLeft();
  }

  @Test
  void aCancelTakesThePathOfItsInvite() {
    InviteClientTransaction invite = invite(PEER_UDP);
    invite.cancel(Optional.empty());
    soon();
    assertEquals(0, peer.count("CANCEL"));
    hears("INVITE", 180);
    invite.cancel(Optional.of(Reason.COMPLETED_ELSEWHERE));
    invite.cancel(Optional.empty());
    soon();
    assertEquals(1, peer.count("CANCEL"));
    String cancel = peer.last("CANCEL");
    assertEquals(RawPeer.header(peer.last("INVITE"), "Via"), RawPeer.header(cancel, "Via"));
    assertEquals("CSeq: 1 CANCEL", RawPeer.header(cancel, "CSeq"));
    assertEquals(
        "Reason: SIP;cause=200;text=\"Call completed elsewhere\"",
        RawPeer.header(cancel, "Reason"));
    hears("CANCEL", 200);
    hears("INVITE", 487);
    assertEquals(List.of("180", "487"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aCancelledInviteWithoutAFinalResponseIsGivenUp() {
    InviteClientTransaction invite = invite(PEER_UDP);
    hears("INVITE", 180);
    invite.cancel(Optional.empty());
    loop.pass(ofSeconds(33));
    assertEquals(List.of("180", "timeout"), told.notes);
    nothingIsLeft();
  }

  @Test
  void anotherRequestIsRepeatedUpToT2AndSlowerOnceItIsHeard() {
    options(PEER_UDP);
    loop.pass(ofSeconds(4));
    // At 0, 0.5, 1.5 and 3.5 s.
    assertEquals(4, peer.count("OPTIONS"));
    hears("OPTIONS", 100);
    loop.pass(ofSeconds(10));
    assertEquals(6, peer.count("OPTIONS"));
    hears("OPTIONS", 200);
    hears("OPTIONS", 200);
    assertEquals(List.of("100", "200"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aClosedPortFailsWhatWaits() {
    SipAddress nobody = SipAddress.of(Transport.UDP, "10.0.0.7", 5060);
    options(nobody);
    invite(nobody);
    assertEquals(List.of("unreachable closed port", "unreachable closed port"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aConnectionThatEndsFailsWhatWaits() {
    invite(PEER_TCP);
    hears("INVITE", 180);
    ours.to(PEER_TCP).close();
    soon();
    assertEquals(List.of("180", "unreachable closed by us"), told.notes);
    assertEquals(List.of("flow closed"), user.notes);
    nothingIsLeft();
  }

  @Test
  void aCallThatRangWhenItsConnectionEndedIsCancelledByAnother() {
    invite(PEER_TCP);
    hears("INVITE", 180);
    ours.to(PEER_TCP).close();
    soon();
    String via = RawPeer.header(peer.last("INVITE"), "Via");
    assertEquals(via, RawPeer.header(peer.last("CANCEL"), "Via"));
    hears("CANCEL", 200);
    hears("INVITE", 487);
    assertEquals(1, peer.count("ACK"));
    assertEquals(List.of("180", "unreachable closed by us", "487"), told.notes);
    nothingIsLeft();
  }

  @Test
  void aCallWhoseOtherConnectionEndsTooIsForgottenInTime() {
    invite(PEER_TCP);
    hears("INVITE", 180);
    ours.to(PEER_TCP).close();
    soon();
    ours.to(PEER_TCP).close();
    soon();
    assertEquals(1, peer.count("CANCEL"));
    assertEquals(List.of("180", "unreachable closed by us"), told.notes);
    nothingIsLeft();
  }
}
