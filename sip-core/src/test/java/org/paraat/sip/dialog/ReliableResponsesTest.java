package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Provisional responses that must arrive, and PRACK (RFC 3262), in both roles. */
class ReliableResponsesTest extends RawPeerTestBed {
  private static final String SUPPORTS = "Supported: 100rel\nAllow: INVITE, PRACK, UPDATE";
  private static final String REQUIRES = "Require: 100rel\nAllow: INVITE, PRACK, UPDATE";
  private static final String RELIABLE = "Contact: <sip:p@10.0.0.2>\nRequire: 100rel\nRSeq: ";
  private static final String MORE = "v=0\r\no=- 9 9 IN IP4 10.0.0.9\r\ns=-\r\n";

  private String sequenceOf(String start) {
    return header(start, "RSeq").substring("RSeq: ".length());
  }

  private void prack(String start, String more, String body) {
    say("PRACK", ourTag(start), "RAck: " + sequenceOf(start) + " 1 INVITE" + more, body);
  }

  private void nothingIsLeftAfterBye(String tag) {
    say("BYE", tag, "", "");
    nothingIsLeft();
  }

  // --- we are called ---

  @Test
  void aCallerWhoKnowsItGetsEarlyMediaReliably() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    assertEquals("Require: 100rel", header("SIP/2.0 183", "Require"));
    loop.pass(ofMillis(500 + 1000 + 2000));
    assertEquals(4, peer.count("SIP/2.0 183"));
    prack("SIP/2.0 183", "", "");
    assertEquals("200", status());
    loop.pass(ofSeconds(30));
    assertEquals(4, peer.count("SIP/2.0 183"));
    us.leg().answer(Peer.ANSWER);
    soon();
    assertEquals("CSeq: 1 INVITE", header("SIP/2.0 200", "CSeq"));
    String tag = ourTag("SIP/2.0 200");
    sayNumbered("ACK", 1, tag, "", "");
    assertEquals(List.of("invited", "confirmed"), notes());
    nothingIsLeftAfterBye(tag);
  }

  @Test
  void aCallerWhoDoesNotKnowItGetsEarlyMediaOnce() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith("");
    loop.pass(ofSeconds(30));
    assertEquals(1, peer.count("SIP/2.0 183"));
    assertFalse(has("SIP/2.0 183", "RSeq"));
    us.leg().reject(486, "Busy Here", List.of());
    soon();
    sayNumbered("ACK", 1, ourTag("SIP/2.0 486"), "", "");
    nothingIsLeft();
  }

  @Test
  void ringingWithoutADescriptionIsReliableOnlyWhereThatIsRequired() {
    us.onCall = InviteDialog::ring;
    callsWith(SUPPORTS);
    assertFalse(has("SIP/2.0 180", "RSeq"));
    us.leg().reject(486, "Busy Here", List.of());
    soon();
    say("INVITE", "", SDP + "\n" + REQUIRES, Peer.OFFER);
    assertEquals("Require: 100rel", header("SIP/2.0 180", "Require"));
    us.leg().answer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    say("PRACK", ourTag("SIP/2.0 200"), "RAck: " + sequenceOf("SIP/2.0 180") + " 2 INVITE", "");
    assertEquals("200", status());
    sayNumbered("ACK", 2, ourTag("SIP/2.0 200"), "", "");
    nothingIsLeftAfterBye(ourTag("SIP/2.0 200"));
  }

  @Test
  void theAnswerWaitsForThePrackOfADescription() {
    us.onCall =
        leg -> {
          leg.progress(Peer.ANSWER);
          leg.answer(Peer.ANSWER);
        };
    callsWith(SUPPORTS);
    assertEquals(0, peer.count("SIP/2.0 200"));
    prack("SIP/2.0 183", "", "");
    assertEquals(2, peer.count("SIP/2.0 200"));
    sayNumbered("ACK", 1, ourTag("SIP/2.0 183"), "", "");
    assertEquals(List.of("invited", "confirmed"), notes());
    nothingIsLeftAfterBye(ourTag("SIP/2.0 183"));
  }

  @Test
  void aResponseThatIsNeverAcknowledgedEndsTheCall() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    loop.pass(ofSeconds(33));
    assertEquals("504", status());
    assertEquals(List.of("invited", "ended NO_ACK"), notes());
    sayNumbered("ACK", 1, ourTag("SIP/2.0 504"), "", "");
    nothingIsLeft();
  }

  @Test
  void aPrackForSomethingElseIsRefusedAndTheRepetitionGoesOn() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    for (String wrong : List.of("1 1 INVITE", "x", "99999999999999999999 1 INVITE")) {
      say("PRACK", ourTag("SIP/2.0 183"), "RAck: " + wrong, "");
      assertEquals("481", status());
    }
    loop.pass(ofMillis(1600));
    assertEquals(3, peer.count("SIP/2.0 183"));
    prack("SIP/2.0 183", "", "");
    assertEquals("200", status());
    say("PRACK", ourTag("SIP/2.0 183"), "RAck: " + sequenceOf("SIP/2.0 183") + " 1 INVITE", "");
    assertEquals("481", status());
    us.leg().hangUp(Optional.empty());
    soon();
    sayNumbered("ACK", 1, ourTag("SIP/2.0 183"), "", "");
    nothingIsLeft();
  }

  @Test
  void whoeverCancelsNeedsNoPrack() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    String invite = header("SIP/2.0 183", "Via");
    peer.say(
        US,
        "CANCEL sip:x@10.0.0.1 SIP/2.0\n"
            + invite
            + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\nCall-ID: c1\nCSeq: 1 CANCEL",
        "");
    soon();
    assertEquals("487", status());
    int heard = peer.heard().size();
    sayNumbered("ACK", 1, ourTag("SIP/2.0 487"), "", "");
    assertEquals(heard, peer.heard().size());
    assertEquals(List.of("invited", "ended CANCELLED"), notes());
    nothingIsLeft();
  }

  @Test
  void aCallerWithoutAnOfferAnswersOursInThePrack() {
    us.onCall =
        leg -> {
          assertTrue(leg.canOfferEarly());
          leg.progress(Peer.OFFER);
        };
    callsWithoutOffer(REQUIRES);
    assertTrue(peer.last("SIP/2.0 183").endsWith(Peer.OFFER));
    prack("SIP/2.0 183", "\n" + SDP, Peer.ANSWER);
    assertEquals("200", status());
    assertEquals(List.of("invited without offer", "sdp in ack"), notes());
    us.leg().answer(Peer.OFFER);
    soon();
    assertFalse(has("SIP/2.0 200", "application/sdp"));
    sayNumbered("ACK", 1, ourTag("SIP/2.0 200"), "", "");
    assertEquals("confirmed", notes().getLast());
    loop.pass(ofSeconds(2));
    assertEquals("confirmed", notes().getLast());
    nothingIsLeftAfterBye(ourTag("SIP/2.0 200"));
  }

  @Test
  void aCallerWhoAnswersNeitherInThePrackIsRefused() {
    us.onCall = leg -> leg.progress(Peer.OFFER);
    callsWithoutOffer(REQUIRES);
    prack("SIP/2.0 183", "", "");
    assertEquals("400", status());
    assertEquals(List.of("invited without offer", "ended PROTOCOL_BROKEN"), notes());
    sayNumbered("ACK", 1, ourTag("SIP/2.0 400"), "", "");
    nothingIsLeft();
  }

  @Test
  void aCallerWithoutAnOfferThatRequiresItHearsNothingWithoutOne() {
    us.onCall = InviteDialog::ring;
    callsWithoutOffer(REQUIRES);
    assertEquals(List.of("SIP/2.0 100 Trying"), peer.firstLines());
    us.leg().reject(480, "Temporarily Unavailable", List.of());
    soon();
    sayNumbered("ACK", 1, ourTag("SIP/2.0 480"), "", "");
    nothingIsLeft();
  }

  @Test
  void anOfferInThePrackIsAnsweredInItsResponseAndNotTakenBackByTheAnswer() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    prack("SIP/2.0 183", "\n" + SDP, MORE);
    assertEquals(List.of("invited", "reoffer"), notes());
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    assertTrue(peer.last("SIP/2.0 200").endsWith(Peer.OFFER));
    assertEquals("CSeq: 2 PRACK", header("SIP/2.0 200", "CSeq"));
    us.leg().answer(Peer.ANSWER);
    soon();
    assertFalse(has("SIP/2.0 200", "application/sdp"));
    sayNumbered("ACK", 1, ourTag("SIP/2.0 200"), "", "");
    nothingIsLeftAfterBye(ourTag("SIP/2.0 200"));
  }

  @Test
  void longWaitsAreTakenForWhatTheyAreByANewResponseEachMinute() {
    us.onCall = leg -> leg.progress(Peer.ANSWER);
    callsWith(SUPPORTS);
    long first = Long.parseLong(sequenceOf("SIP/2.0 183"));
    prack("SIP/2.0 183", "", "");
    for (int minute = 1; minute <= 3; minute++) {
      loop.pass(ofSeconds(61));
      assertEquals(first + minute, Long.parseLong(sequenceOf("SIP/2.0 183")));
      prack("SIP/2.0 183", "", "");
      assertEquals("200", status());
    }
    us.leg().hangUp(Optional.empty());
    soon();
    sayNumbered("ACK", 1, ourTag("SIP/2.0 183"), "", "");
    nothingIsLeft();
  }

  // --- we call ---

  private void hears(int status, int sequence, String tag, String body) {
    String type = body.isEmpty() ? "" : "\n" + SDP;
    answers("INVITE", status, tag, RELIABLE + sequence + "\nAllow: PRACK, UPDATE" + type, body);
  }

  private void weHangUp() {
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  private void isAnsweredBy(String tag, String body) {
    answers(
        "INVITE", 200, tag, "Contact: <sip:p@10.0.0.2>" + (body.isEmpty() ? "" : "\n" + SDP), body);
  }

  @Test
  void whatMustArriveIsAcknowledgedOnceAndToldOnce() {
    weCall();
    hears(183, 70, "q1", Peer.ANSWER);
    assertEquals("RAck: 70 1 INVITE", header("PRACK", "RAck"));
    assertEquals("CSeq: 2 PRACK", header("PRACK", "CSeq"));
    answers("PRACK", 200, "", "", "");
    hears(183, 70, "q1", Peer.ANSWER);
    hears(180, 71, "q1", "");
    assertEquals("RAck: 71 1 INVITE", header("PRACK", "RAck"));
    answers("PRACK", 200, "", "", "");
    assertEquals(2, peer.count("PRACK"));
    isAnsweredBy("q1", Peer.ANSWER);
    assertEquals("CSeq: 1 ACK", header("ACK", "CSeq"));
    assertEquals(List.of("trying", "early media", "ringing", "answered"), notes());
    weHangUp();
  }

  @Test
  void whatCameTooEarlyWaitsForItsRepetition() {
    weCall();
    hears(180, 5, "q1", "");
    answers("PRACK", 200, "", "", "");
    hears(183, 7, "q1", Peer.ANSWER);
    assertEquals(1, peer.count("PRACK"));
    hears(182, 6, "q1", "");
    answers("PRACK", 200, "", "", "");
    hears(183, 7, "q1", Peer.ANSWER);
    answers("PRACK", 200, "", "", "");
    assertEquals(List.of("trying", "ringing", "early media"), notes());
    isAnsweredBy("q1", Peer.ANSWER);
    weHangUp();
  }

  @Test
  void aPrackThatIsLostIsRepeated() {
    weCall();
    hears(183, 1, "q1", Peer.ANSWER);
    loop.pass(ofMillis(1600));
    assertEquals(3, peer.count("PRACK"));
    answers("PRACK", 200, "", "", "");
    isAnsweredBy("q1", "");
    assertEquals(List.of("trying", "early media", "answered without sdp"), notes());
    weHangUp();
  }

  @Test
  void eachForkIsAcknowledgedForItself() {
    weCall();
    hears(183, 10, "q1", Peer.ANSWER);
    answers("PRACK", 200, "", "", "");
    hears(183, 10, "q2", MORE);
    assertTrue(header("PRACK", "To").endsWith(";tag=q2"));
    answers("PRACK", 200, "", "", "");
    hears(183, 11, "q1", Peer.ANSWER);
    answers("PRACK", 200, "", "", "");
    assertEquals(List.of("trying", "early media", "early media"), notes());
    isAnsweredBy("q1", "");
    assertEquals("answered", notes().getLast());
    weHangUp();
  }

  @Test
  void anEarlyOfferIsAnsweredInThePrack() {
    weCallWithoutOffer();
    hears(183, 3, "q1", Peer.OFFER);
    assertEquals(0, peer.count("PRACK"));
    assertEquals(List.of("trying", "early offer"), notes());
    us.leg().acknowledge(Peer.ANSWER);
    soon();
    assertTrue(peer.last("PRACK").endsWith(Peer.ANSWER));
    answers("PRACK", 200, "", "", "");
    isAnsweredBy("q1", "");
    assertFalse(has("ACK", "application/sdp"));
    assertEquals("answered without sdp", notes().getLast());
    weHangUp();
  }

  @Test
  void thePrackFollowsTheRouteThatTheResponseRecorded() {
    weCall();
    answers(
        "INVITE",
        183,
        "q1",
        "Record-Route: <sip:10.0.0.2;lr>\n" + RELIABLE + "4\n" + SDP,
        Peer.ANSWER);
    assertEquals("Route: <sip:10.0.0.2;lr>", header("PRACK", "Route"));
    answers("PRACK", 200, "", "", "");
    isAnsweredBy("q1", Peer.ANSWER);
    assertFalse(has("ACK", "Route: "));
    weHangUp();
  }

  @Test
  void aCallThatIsGivenUpIsCancelledWhateverWasAcknowledged() {
    weCall();
    hears(183, 1, "q1", Peer.ANSWER);
    answers("PRACK", 200, "", "", "");
    us.leg().hangUp(Optional.empty());
    soon();
    answers("CANCEL", 200, "", "", "");
    hears(183, 2, "q1", "");
    assertEquals(1, peer.count("PRACK"));
    answers("INVITE", 487, "q1", "", "");
    loop.pass(ofMinutes(1));
    nothingIsLeft();
  }
}
