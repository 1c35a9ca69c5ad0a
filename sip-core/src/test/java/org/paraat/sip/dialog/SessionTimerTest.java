package org.paraat.sip.dialog;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Session timers (RFC 4028), in both roles. */
class SessionTimerTest extends RawPeerTestBed {
  private static final String KNOWS = "Supported: timer\nAllow: INVITE, ACK, BYE, CANCEL, UPDATE";
  private static final String KNOWS_NO_UPDATE = "Supported: timer\nAllow: INVITE, ACK, BYE, CANCEL";
  private static final String OK = "SIP/2.0 200";

  /** The peer calls with these headers, and we talk. */
  private String talking(String more) {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    callsWith(more);
    String tag = ourTag(OK);
    sayNumbered("ACK", lastNumber(), tag, "", "");
    us.notes.clear();
    return tag;
  }

  /** We called, and the peer answered with these headers. */
  private void answered(String more) {
    weCall();
    answers("INVITE", 200, "q1", "Contact: <sip:p@10.0.0.2>\n" + SDP + "\n" + more, Peer.ANSWER);
    us.notes.clear();
  }

  private void hangUp() {
    us.leg().hangUp(Optional.empty());
    soon();
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aCallerWithoutSessionTimersHearsNothingOfThem() {
    talking("");
    assertFalse(has(OK, "Session-Expires"));
    loop.pass(Duration.ofHours(2));
    assertEquals(0, distinct("UPDATE") + distinct("INVITE") + peer.count("BYE"));
    hangUp();
  }

  @Test
  void whoKnowsThemGetsOursAndIsRefreshedHalfWayByUpdate() {
    talking(KNOWS);
    assertEquals("Session-Expires: 1800;refresher=uas", header(OK, "Session-Expires"));
    assertEquals("Require: timer", header(OK, "Require"));
    loop.pass(ofSeconds(901));
    assertEquals(1, distinct("UPDATE"));
    assertEquals("Session-Expires: 1800;refresher=uac", header("UPDATE", "Session-Expires"));
    assertFalse(has("UPDATE", "application/sdp"));
    answers("UPDATE", 200, "", "Session-Expires: 1800;refresher=uac", "");
    loop.pass(ofSeconds(890));
    assertEquals(1, distinct("UPDATE"));
    loop.pass(ofSeconds(20));
    assertEquals(2, distinct("UPDATE"));
    answers("UPDATE", 200, "", "Session-Expires: 1800;refresher=uac", "");
    hangUp();
  }

  @Test
  void whoKnowsNoUpdateIsRefreshedByAReinviteThatChangesNothing() {
    talking(KNOWS_NO_UPDATE);
    loop.pass(ofSeconds(901));
    assertTrue(peer.last("INVITE").endsWith(Peer.ANSWER));
    assertEquals("Session-Expires: 1800;refresher=uac", header("INVITE", "Session-Expires"));
    answers(
        "INVITE",
        200,
        "",
        "Contact: <sip:p@10.0.0.2>\nSession-Expires: 1800;refresher=uac\n" + SDP,
        Peer.OFFER);
    assertEquals(1, peer.count("ACK"));
    assertEquals(List.of("reoffer answered"), notes());
    loop.pass(ofSeconds(890));
    assertEquals(1, distinct("INVITE"));
    hangUp();
  }

  @Test
  void whoSaysOtherwiseAboutUpdateIsRefreshedByReinviteNextTime() {
    talking(KNOWS);
    loop.pass(ofSeconds(901));
    answers("UPDATE", 405, "", "Allow: INVITE", "");
    loop.pass(ofSeconds(230));
    assertEquals(1, distinct("INVITE"));
    answers("INVITE", 200, "", "Session-Expires: 1800\n" + SDP, Peer.OFFER);
    hangUp();
  }

  @Test
  void theCallerThatWantsToRefreshDoesSoAndIsHungUpWhenItStops() {
    String tag = talking(KNOWS + "\nSession-Expires: 600;refresher=uac");
    assertEquals("Session-Expires: 600;refresher=uac", header(OK, "Session-Expires"));
    loop.pass(ofSeconds(500));
    sayNumbered("UPDATE", 9, tag, KNOWS + "\nSession-Expires: 600;refresher=uac", "");
    assertEquals("200", status());
    assertEquals("Session-Expires: 600;refresher=uac", header(OK, "Session-Expires"));
    assertTrue(has(OK, "Contact: "));
    loop.pass(ofSeconds(560));
    assertEquals(0, peer.count("BYE"));
    loop.pass(ofSeconds(10));
    assertTrue(has("BYE", "Session timer expired"));
    assertEquals(List.of("ended EXPIRED"), notes());
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aReinviteRefreshesToo() {
    String tag = talking(KNOWS + "\nSession-Expires: 600;refresher=uac");
    loop.pass(ofSeconds(500));
    sayNumbered("INVITE", 9, tag, KNOWS + "\n" + SDP + "\nSession-Expires: 600", Peer.OFFER);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("Session-Expires: 600;refresher=uas", header(OK, "Session-Expires"));
    sayNumbered("ACK", 9, tag, "", "");
    loop.pass(ofSeconds(301));
    assertEquals(1, distinct("UPDATE"));
    answers("UPDATE", 200, "", "Session-Expires: 600;refresher=uac", "");
    hangUp();
  }

  @Test
  void whoAsksForTooLittleHears422AndWhoCannotUnderstandThatDoesNot() {
    callsWith(KNOWS + "\nSession-Expires: 60");
    assertEquals("422", status());
    assertEquals("Min-SE: 90", header("SIP/2.0 422", "Min-SE"));
    assertEquals(List.of(), notes());
    talking("x: 60");
    assertEquals("Session-Expires: 90;refresher=uas", header(OK, "Session-Expires"));
    hangUp();
  }

  @Test
  void theLongestThatIsAskedForIsCutAndTheLeastIsKept() {
    talking(KNOWS + "\nSession-Expires: 7200\nMin-SE: 3600");
    assertEquals("Session-Expires: 3600;refresher=uas", header(OK, "Session-Expires"));
    hangUp();
  }

  @Test
  void weAskAndThePeerChooses() {
    weCall();
    assertEquals("Session-Expires: 1800", header("INVITE", "Session-Expires"));
    assertEquals(
        "Supported: 100rel, timer, path, replaces, norefersub, resource-priority",
        header("INVITE", "Supported"));
    answers(
        "INVITE",
        200,
        "q1",
        "Contact: <sip:p@10.0.0.2>\nAllow: UPDATE\nRequire: timer\nSession-Expires:"
            + " 1000;refresher=uas\n"
            + SDP,
        Peer.ANSWER);
    loop.pass(ofSeconds(960));
    assertEquals(0, distinct("UPDATE"));
    assertEquals(0, peer.count("BYE"));
    loop.pass(ofSeconds(10));
    assertTrue(has("BYE", "Session timer expired"));
    answers("BYE", 200, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aPeerWithoutSessionTimersIsLeftInPeace() {
    answered("Allow: UPDATE");
    loop.pass(Duration.ofHours(3));
    assertEquals(0, distinct("UPDATE") + peer.count("BYE"));
    hangUp();
  }

  @Test
  void a422MakesUsAskForMoreAndNotForEver() {
    weCall();
    answers("INVITE", 422, "z1", "Min-SE: 3600", "");
    assertEquals("Session-Expires: 3600", header("INVITE", "Session-Expires"));
    assertEquals("Min-SE: 3600", header("INVITE", "Min-SE"));
    assertEquals("CSeq: 2 INVITE", header("INVITE", "CSeq"));
    answers("INVITE", 422, "z2", "Min-SE: 3600", "");
    assertEquals(List.of("trying", "refused 422"), List.of("trying", notes().getLast()));
    nothingIsLeft();
  }

  @Test
  void aRefreshThatIsRefusedWith422AsksForMore() {
    answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac");
    loop.pass(ofSeconds(301));
    answers("UPDATE", 422, "", "Min-SE: 900", "");
    loop.pass(ofSeconds(80));
    assertEquals("Session-Expires: 900;refresher=uac", header("UPDATE", "Session-Expires"));
    answers("UPDATE", 200, "", "Session-Expires: 900;refresher=uac", "");
    hangUp();
  }

  @Test
  void aPeerThatAnswersNoRefreshIsAskedAgainUntilTheSessionExpires() {
    answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac");
    network.cutOff("10.0.0.2");
    loop.pass(ofSeconds(590));
    assertEquals(List.of(), notes());
    loop.pass(ofSeconds(20));
    assertEquals(List.of("ended EXPIRED"), notes());
    network.reconnect("10.0.0.2");
    loop.pass(ofMinutes(1));
    nothingIsLeft();
  }

  @Test
  void aPeerThatKnowsTheCallNoMoreEndsIt() {
    answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac");
    loop.pass(ofSeconds(301));
    answers("UPDATE", 481, "", "", "");
    assertEquals(List.of("ended LOST"), notes());
    answers("BYE", 481, "", "", "");
    nothingIsLeft();
  }

  @Test
  void aPeerThatIsAskedWhetherItIsThereIsRefreshedByThat() {
    answered("Allow: UPDATE\nSession-Expires: 600;refresher=uac");
    var heard = new CallTestBed.Answers();
    for (int i = 0; i < 10; i++) {
      loop.pass(ofSeconds(60));
      us.leg().askIfThere(heard);
      soon();
      answers("UPDATE", 200, "", "Session-Expires: 600;refresher=uac", "");
    }
    assertEquals(10, heard.notes.size());
    assertEquals(10, distinct("UPDATE"));
    assertEquals(0, peer.count("OPTIONS"));
    hangUp();
  }

  @Test
  void whoHasNoSessionTimersIsAskedByOptions() {
    answered("Allow: UPDATE");
    us.leg().askIfThere(new CallTestBed.Answers());
    soon();
    assertEquals(1, peer.count("OPTIONS"));
    answers("OPTIONS", 200, "", "", "");
    hangUp();
  }

  @Test
  void timersThatMakeNoSenseAreNone() {
    answered("Session-Expires: soon;refresher=uac");
    loop.pass(Duration.ofHours(1));
    assertEquals(1, distinct("INVITE"));
    assertEquals(0, peer.count("BYE"));
    hangUp();
  }
}
