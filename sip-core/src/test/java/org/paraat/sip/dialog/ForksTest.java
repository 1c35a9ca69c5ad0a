package org.paraat.sip.dialog;

import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Calls that several phones answer, or one in an unusual way. */
class ForksTest extends RawPeerTestBed {
  private static final String CONTACT = "Contact: <sip:p@10.0.0.2>\n";
  private static final String OTHER = "v=0\r\no=- 7 7 IN IP4 10.0.0.7\r\ns=-\r\n";

  private void describes(int status, String tag, String sdp) {
    answers("INVITE", status, tag, CONTACT + SDP, sdp);
  }

  private void weHangUp() {
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  // --- a connection that ends ---

  @Test
  void anAnswerAfterTheConnectionEndedIsAcknowledgedAndEnded() {
    SipAddress tcp = SipAddress.of(Transport.TCP, "10.0.0.2", 5060);
    us.calls(
        OutgoingInvite.to(
            "sip:p@10.0.0.2;transport=tcp",
            us.transports.to(tcp),
            Party.of("Us", "1"),
            Peer.OFFER));
    soon();
    answers("INVITE", 180, "q1", "", "");
    us.transports.to(tcp).close();
    soon();
    assertEquals(1, peer.count("CANCEL"));
    answers("INVITE", 200, "q1", "Contact: <sip:p@10.0.0.2;transport=tcp>\n" + SDP, Peer.ANSWER);
    assertEquals(1, peer.count("ACK"));
    assertEquals(1, peer.count("BYE"));
    answers("BYE", 200, "", "", "");
    assertEquals(List.of("trying", "ringing", "unreachable: closed by us", "flow closed"), notes());
    nothingIsLeft();
  }

  // --- several early dialogs ---

  @Test
  void ofSeveralPhonesThatDescribeThemselvesTheLastIsHeardAndNoneTwice() {
    weCall();
    answers("INVITE", 180, "q1", "", "");
    describes(183, "q1", Peer.ANSWER);
    describes(183, "q2", OTHER);
    describes(183, "q1", Peer.ANSWER);
    assertEquals(List.of("trying", "ringing", "early media", "early media"), notes());
    answers("INVITE", 200, "q2", CONTACT, "");
    assertEquals("answered without sdp", notes().getLast());
    weHangUp();
  }

  @Test
  void whoAnswersWithoutAWordIsHeardAsItDescribedItselfBefore() {
    weCall();
    describes(183, "q1", Peer.ANSWER);
    describes(183, "q2", OTHER);
    answers("INVITE", 200, "q1", CONTACT, "");
    assertEquals("answered", notes().getLast());
    weHangUp();
  }

  @Test
  void anAnswerMayDescribeItselfOtherwiseThanBefore() {
    weCall();
    describes(183, "q1", Peer.ANSWER);
    describes(200, "q1", OTHER);
    assertEquals(List.of("trying", "early media", "answered"), notes());
    weHangUp();
  }

  @Test
  void amongMoreForksThanWeRememberTheOneThatAnswersStillWins() {
    weCall();
    for (int i = 0; i < 15; i++) {
      describes(183, "early" + i, OTHER.replace("7 7", i + " 7"));
    }
    describes(200, "late", Peer.ANSWER);
    assertEquals("answered", notes().getLast());
    assertTrue(header("ACK", "To").endsWith("tag=late"));
    describes(200, "early3", Peer.ANSWER);
    assertTrue(header("BYE", "To").endsWith("tag=early3"));
    assertTrue(has("BYE", "Call completed elsewhere"));
    answers("BYE", 200, "", "", "");
    weHangUp();
  }

  // --- unusual answers ---

  @Test
  void anAnswerWithoutContactOrTagIsTalkedWithAllTheSame() {
    weCall();
    answers("INVITE", 200, "", SDP, Peer.ANSWER);
    assertTrue(peer.last("ACK").startsWith("ACK sip:p@10.0.0.2"));
    assertFalse(header("ACK", "To").contains("tag="));
    assertEquals("answered", notes().getLast());
    sayToUs("BYE", "none", 5, "", "");
    assertEquals("481", status());
    weHangUp();
  }

  @Test
  void aStrictRouterIsSpokenToAsSuchRouters() {
    weCall();
    answers(
        "INVITE",
        200,
        "q1",
        "Record-Route: <sip:10.0.0.2>\nContact: <sip:far@192.0.2.9>\n" + SDP,
        Peer.ANSWER);
    assertTrue(peer.last("ACK").startsWith("ACK sip:10.0.0.2 SIP/2.0"));
    assertEquals("Route: <sip:far@192.0.2.9>", header("ACK", "Route"));
    weHangUp();
  }

  @Test
  void twoRoutersAreVisitedInTheOrderOfTheCaller() {
    weCall();
    answers(
        "INVITE",
        200,
        "q1",
        "Record-Route: <sip:10.0.0.3;lr>, <sip:10.0.0.2;lr>\n" + CONTACT + SDP,
        Peer.ANSWER);
    assertEquals(
        "Route: <sip:10.0.0.2;lr>,<sip:10.0.0.3;lr>", header("ACK", "Route").replace(", ", ","));
    weHangUp();
  }

  // --- who offers late, or never answers ---

  @Test
  void anAnswerWithoutAnyOfferIsNoCall() {
    weCallWithoutOffer();
    answers("INVITE", 200, "q1", CONTACT, "");
    assertEquals(List.of("refused 488"), notes());
    assertEquals(1, peer.count("ACK"));
    assertTrue(has("BYE", "No offer in the answer"));
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aCallerWhoNeverAnswersOurOfferIsHungUp() {
    us.onCall = leg -> leg.answer(Peer.OFFER);
    callsWithoutOffer("");
    String tag = ourTag("SIP/2.0 200");
    sayNumbered("ACK", 1, tag, "", "");
    loop.pass(ofSeconds(1));
    assertTrue(has("BYE", "No answer in ACK"));
    assertEquals(List.of("invited without offer", "confirmed", "ended PROTOCOL_BROKEN"), notes());
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void whoWantsAnOfferWithinACallAndNeverAnswersItTalksOn() {
    String tag = talking();
    say("INVITE", tag, "", "");
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    sayNumbered("ACK", lastNumber(), tag, "", "");
    loop.pass(ofSeconds(60));
    assertEquals(List.of("reoffer wanted"), notes());
    say("INVITE", tag, SDP, Peer.OFFER);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    sayNumbered("ACK", lastNumber(), tag, "", "");
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  private String talking() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith("");
    String tag = ourTag("SIP/2.0 200");
    sayNumbered("ACK", lastNumber(), tag, "", "");
    us.notes.clear();
    return tag;
  }

  // --- crossing ---

  @Test
  void whoSaysByeBeforeItsAckIsGone() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith("");
    String tag = ourTag("SIP/2.0 200");
    say("BYE", tag, "", "");
    assertEquals("200", status());
    assertEquals(List.of("invited", "ended BYE"), notes());
    int heard = peer.heard().size();
    sayNumbered("ACK", 1, tag, "", "");
    loop.pass(ofSeconds(40));
    assertEquals(heard, peer.heard().size());
    nothingIsLeft();
  }

  @Test
  void aCancelAfterTheAnswerChangesNothing() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith("");
    String tag = ourTag("SIP/2.0 200");
    cancels(header("SIP/2.0 200", "Via"), 1);
    assertEquals("CSeq: 1 CANCEL", header("SIP/2.0 200", "CSeq"));
    sayNumbered("ACK", 1, tag, "", "");
    assertEquals(List.of("invited", "confirmed"), notes());
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  @Test
  void aCancelOfAReinviteLeavesTheCallAsItWas() {
    String tag = talking();
    say("INVITE", tag, SDP, Peer.OFFER);
    cancels(header("SIP/2.0 100", "Via"), lastNumber());
    assertEquals("487", status());
    sayNumbered("ACK", lastNumber(), tag, "", "");
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("487", status());
    say("INFO", tag, "", "");
    assertEquals("200", status());
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  private void cancels(String via, int number) {
    peer.say(
        US,
        "CANCEL sip:x@10.0.0.1 SIP/2.0\n"
            + via
            + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\nCall-ID: c1\nCSeq: "
            + number
            + " CANCEL",
        "");
    soon();
  }

  @Test
  void anAnswerThatCrossesOurCancelIsAcknowledgedAndEndedAlsoFromASecondPhone() {
    weCall();
    answers("INVITE", 180, "q1", "", "");
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(1, peer.count("CANCEL"));
    answers("CANCEL", 200, "", "", "");
    describes(200, "q1", Peer.ANSWER);
    assertTrue(header("BYE", "To").endsWith("tag=q1"));
    answers("BYE", 200, "", "", "");
    describes(200, "q2", OTHER);
    assertTrue(header("BYE", "To").endsWith("tag=q2"));
    answers("BYE", 200, "", "", "");
    assertEquals(2, peer.count("ACK"));
    assertEquals(List.of("trying", "ringing"), notes());
    nothingIsLeft();
  }

  @Test
  void aCarrierThatChallengesWhatWeSayInACallIsToldWhoWeAre() {
    us.calls(
        OutgoingInvite.to(
                "sip:p@10.0.0.2",
                us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)),
                Party.of("Us", "1"),
                Peer.OFFER)
            .provingBy(new ClientCredentials("user", "secret")));
    soon();
    describes(200, "q1", Peer.ANSWER);
    String challenge = "Proxy-Authenticate: Digest realm=\"c\", nonce=\"n\", qop=\"auth\"";
    us.leg().reoffer(OTHER);
    soon();
    answers("INVITE", 407, "", challenge, "");
    assertTrue(has("INVITE", "Proxy-Authorization: Digest "));
    describes(200, "", Peer.ANSWER);
    assertEquals("reoffer answered", notes().getLast());
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 407, "", challenge, "");
    assertTrue(has("BYE", "Proxy-Authorization: Digest "));
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }
}
