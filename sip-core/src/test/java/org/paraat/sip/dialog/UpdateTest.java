package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** UPDATE (RFC 3311) in both roles, and whose turn it is in offer and answer (RFC 6337). */
class UpdateTest extends RawPeerTestBed {
  private static final String MORE = "v=0\r\no=- 9 9 IN IP4 10.0.0.9\r\ns=-\r\n";
  private static final String RELIABLE =
      "Contact: <sip:p@10.0.0.2>\nAllow: INVITE, PRACK, UPDATE\nRequire: 100rel\nRSeq: 1\n" + SDP;

  private String talking() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith("");
    String tag = ourTag("SIP/2.0 200");
    sayNumbered("ACK", 1, tag, "", "");
    us.notes.clear();
    return tag;
  }

  private void peerHangsUp(String tag) {
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  // --- the peer asks ---

  @Test
  void anUpdateChangesTheSession() {
    String tag = talking();
    say("UPDATE", tag, SDP, MORE);
    assertEquals(List.of("reoffer"), notes());
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("CSeq: 2 UPDATE", header("SIP/2.0 200", "CSeq"));
    assertTrue(peer.last("SIP/2.0 200").endsWith(Peer.ANSWER));
    assertTrue(header("SIP/2.0 200", "Contact").contains("paraat@10.0.0.1"));
    peerHangsUp(tag);
  }

  @Test
  void anUpdateThatSuitsUsNotIsRefusedWithAWarning() {
    String tag = talking();
    say("UPDATE", tag, SDP, MORE);
    us.leg().refuseReoffer(488, "Not Acceptable Here");
    soon();
    assertEquals("488", status());
    assertTrue(header("SIP/2.0 488", "Warning").startsWith("Warning: 305 paraat \""));
    peerHangsUp(tag);
  }

  @Test
  void anUpdateWithoutADescriptionMovesTheTarget() {
    String tag = talking();
    RawPeer elsewhere = new RawPeer(network.host("10.0.0.7", 5070));
    peer.say(
        US,
        "UPDATE sip:x@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bKmoved"
            + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>;tag="
            + tag
            + "\nCall-ID: c1\nCSeq: 5 UPDATE\nContact: <sip:p@10.0.0.7:5070>",
        "");
    soon();
    assertEquals("200", status());
    us.leg().hangUp(Optional.empty());
    soon();
    assertTrue(elsewhere.last("BYE").startsWith("BYE sip:p@10.0.0.7:5070"));
    elsewhere.say(
        SipAddress.of(Transport.UDP, "10.0.0.1", 5060),
        RawPeer.response(elsewhere.last("BYE"), 200, "", ""),
        "");
    nothingIsLeft();
  }

  @Test
  void anUpdateBeforeWeDecidedAboutTheOneBeforeIsPutOff() {
    String tag = talking();
    say("UPDATE", tag, SDP, MORE);
    say("UPDATE", tag, SDP, MORE);
    assertEquals("500", status());
    assertTrue(has("SIP/2.0 500", "Retry-After: "));
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    peerHangsUp(tag);
  }

  @Test
  void anUpdateThatMeetsOursIsRefused() {
    String tag = talking();
    us.leg().reoffer(MORE);
    soon();
    say("UPDATE", tag, SDP, Peer.OFFER);
    assertEquals("491", status());
    answers("INVITE", 200, "", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    assertEquals(List.of("reoffer answered"), notes());
    peerHangsUp(tag);
  }

  @Test
  void anUpdateWhileAnOfferInOur200IsUnansweredIsRefused() {
    String tag = talking();
    say("INVITE", tag, "", "");
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    int reinvite = lastNumber();
    say("UPDATE", tag, SDP, MORE);
    assertEquals("491", status());
    sayNumbered("ACK", reinvite, tag, SDP, Peer.ANSWER);
    say("UPDATE", tag, SDP, MORE);
    assertEquals("reoffer", notes().getLast());
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    peerHangsUp(tag);
  }

  @Test
  void anUpdateBetweenOur200AndItsAckIsTakenAndTheAckStillCounts() {
    String tag = talking();
    say("INVITE", tag, SDP, MORE);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    int reinvite = lastNumber();
    say("UPDATE", tag, SDP, Peer.OFFER);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    assertEquals(List.of("reoffer", "reoffer"), notes());
    sayNumbered("ACK", reinvite, tag, "", "");
    int heard = peer.heard().size();
    loop.pass(ofSeconds(40));
    assertEquals(heard, peer.heard().size());
    peerHangsUp(tag);
  }

  @Test
  void anUpdateBeforeTheFirstOfferIsAnsweredIsPutOff() {
    us.onCall = InviteDialog::ring;
    callsWith("Allow: UPDATE");
    String tag = ourTag("SIP/2.0 180");
    say("UPDATE", tag, SDP, MORE);
    assertEquals("500", status());
    assertTrue(has("SIP/2.0 500", "Retry-After: "));
    say("UPDATE", tag, "", "");
    assertEquals("200", status());
    us.leg().hangUp(Optional.empty());
    soon();
    sayNumbered("ACK", 1, tag, "", "");
    nothingIsLeft();
  }

  @Test
  void aCallerChangesItsMindBeforeTheAnswer() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith("Supported: 100rel\nAllow: PRACK, UPDATE");
    String tag = ourTag("SIP/2.0 183");
    String sequence = header("SIP/2.0 183", "RSeq").substring(6);
    say("UPDATE", tag, SDP, MORE);
    assertEquals("500", status());
    say("PRACK", tag, "RAck: " + sequence + " 1 INVITE", "");
    say("UPDATE", tag, SDP, MORE);
    assertEquals("reoffer", notes().getLast());
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    assertEquals("200", status());
    us.leg().reoffer(MORE);
    soon();
    assertTrue(peer.last("UPDATE").endsWith(MORE));
    answers("UPDATE", 200, "", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.OFFER);
    assertEquals("reoffer answered", notes().getLast());
    us.leg().answer(Peer.ANSWER);
    soon();
    sayNumbered("ACK", 1, tag, "", "");
    peerHangsUp(tag);
  }

  // --- we ask, or are asked, before the peer answered our call ---

  private void earlyMedia(String tag) {
    weCall();
    answers("INVITE", 183, tag, RELIABLE, Peer.ANSWER);
    answers("PRACK", 200, "", "", "");
    us.notes.clear();
  }

  private void isAnswered(String tag) {
    answers("INVITE", 200, tag, "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void weChangeTheSessionBeforeThePeerAnswers() {
    earlyMedia("q1");
    us.leg().reoffer(MORE);
    soon();
    assertTrue(peer.last("UPDATE").endsWith(MORE));
    assertEquals("CSeq: 3 UPDATE", header("UPDATE", "CSeq"));
    answers("UPDATE", 200, "", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    assertEquals(List.of("reoffer answered"), notes());
    isAnswered("q1");
    assertTrue(notes().contains("answered without sdp"), notes()::toString);
  }

  @Test
  void whatMeetsAnotherOfferIsMadeOnceMoreALittleLater() {
    earlyMedia("q1");
    us.leg().reoffer(MORE);
    soon();
    answers("UPDATE", 491, "", "", "");
    loop.pass(ofMillis(4100));
    assertEquals(2, distinct("UPDATE"));
    answers("UPDATE", 500, "", "Retry-After: 3", "");
    loop.pass(ofMillis(2900));
    assertEquals(2, distinct("UPDATE"));
    loop.pass(ofMillis(200));
    assertEquals(3, distinct("UPDATE"));
    answers("UPDATE", 200, "", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    assertEquals(List.of("reoffer answered"), notes());
    isAnswered("q1");
  }

  @Test
  void whereUpdateIsNotKnownAfterAllTheChangeWaitsForTheAnswer() {
    earlyMedia("q1");
    us.leg().reoffer(MORE);
    soon();
    answers("UPDATE", 405, "", "Allow: INVITE", "");
    assertEquals(1, distinct("INVITE"));
    answers("INVITE", 200, "q1", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    assertTrue(peer.last("INVITE").endsWith(MORE));
    answers("INVITE", 200, "", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.ANSWER);
    assertEquals(List.of("answered", "reoffer answered"), notes());
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aPhoneThatRingsChangesTheSession() {
    earlyMedia("q1");
    sayToUs("UPDATE", "q1", 50, SDP, MORE);
    assertEquals(List.of("reoffer"), notes());
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    assertEquals("200", status());
    sayToUs("INFO", "q1", 51, "Content-Type: application/dtmf-relay", "Signal=5\r\n");
    assertEquals("info application/dtmf-relay", notes().getLast());
    sayToUs("INVITE", "q1", 52, SDP, MORE);
    assertEquals("491", status());
    sayToUs("UPDATE", "q2", 1, SDP, MORE);
    assertEquals("481", status());
    isAnswered("q1");
  }

  @Test
  void theAnswerOfAnotherForkLeavesNothingOfTheEarlyOne() {
    earlyMedia("q1");
    us.leg().reoffer(MORE);
    soon();
    answers("INVITE", 200, "q2", "Contact: <sip:p@10.0.0.2>\n" + SDP, Peer.OFFER);
    assertEquals(List.of("answered"), notes());
    sayToUs("UPDATE", "q1", 50, SDP, MORE);
    assertEquals("481", status());
    answers("UPDATE", 200, "", SDP, Peer.ANSWER);
    us.leg().hangUp(Optional.empty());
    soon();
    assertTrue(header("BYE", "To").endsWith("tag=q2"));
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }
}
