package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Drop;
import org.paraat.sip.transport.Transport;

/** Changes of a session, and other requests within it. */
class SessionChangesTest extends CallTestBed {
  @Test
  void aReofferIsAnswered() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    soon();
    assertEquals(List.of("reoffer"), callee.notes);
    callee.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals(List.of("reoffer answered"), caller.notes);
    callee.leg().reoffer(Peer.OFFER);
    soon();
    caller.leg().refuseReoffer(488, "Not Acceptable Here");
    soon();
    assertEquals(List.of("reoffer", "reoffer refused 488"), callee.notes);
    caller.leg().hangUp(Optional.empty());
    soon();
    nothingIsLeft();
  }

  @Test
  void ofSeveralWaitingOffersOnlyTheLastIsSent() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    caller.leg().reoffer(Peer.OFFER + "a=second\r\n");
    caller.leg().reoffer(Peer.OFFER + "a=third\r\n");
    soon();
    callee.leg().answerReoffer(Peer.ANSWER);
    soon();
    callee.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals(List.of("reoffer", "reoffer"), callee.notes);
    assertEquals(List.of("reoffer answered", "reoffer answered"), caller.notes);
    callee.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void offersThatCrossAreRefusedAndTriedAgainOneAfterTheOther() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    callee.leg().reoffer(Peer.OFFER);
    for (int i = 0; i < 60; i++) {
      loop.pass(ofMillis(100));
      caller.leg().answerReoffer(Peer.ANSWER);
      callee.leg().answerReoffer(Peer.ANSWER);
    }
    assertEquals(1, caller.notes.stream().filter("reoffer answered"::equals).count());
    assertEquals(1, callee.notes.stream().filter("reoffer answered"::equals).count());
    assertEquals(1, caller.notes.stream().filter("reoffer"::equals).count());
    assertEquals(1, callee.notes.stream().filter("reoffer"::equals).count());
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aReofferThatNobodyDecidesOnIsRefused() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    loop.pass(ofSeconds(31));
    assertEquals(List.of("reoffer refused 500"), caller.notes);
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void hangingUpWhileTheSessionChangesLeavesNothing() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    soon();
    callee.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of("ended BYE"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void anAnswerToAReofferThatCrossesTheByeIsAcknowledged() {
    talking();
    caller.leg().reoffer(Peer.OFFER);
    soon();
    callee.leg().answerReoffer(Peer.ANSWER);
    caller.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of("reoffer", "ended BYE"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void aDeadPeerIsNoticedByTheReoffer() {
    talking();
    network.cutOff("10.0.0.2");
    caller.leg().reoffer(Peer.OFFER);
    loop.pass(ofSeconds(33));
    assertEquals(List.of("ended LOST"), caller.notes);
    network.reconnect("10.0.0.2");
    callee.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aCallWithoutAnOfferGetsItsAnswerInTheAck() {
    callee.onCall = leg -> leg.answer(Peer.OFFER);
    caller.calls(caller.invitation(callee).withoutOffer());
    soon();
    assertEquals(List.of("answered"), caller.notes);
    caller.leg().acknowledge(Peer.ANSWER);
    soon();
    assertEquals(List.of("invited without offer", "sdp in ack", "confirmed"), callee.notes);
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aCallWithoutAnOfferThatIsHungUpIsAcknowledgedFirst() {
    callee.onCall = leg -> leg.answer(Peer.OFFER);
    caller.calls(caller.invitation(callee).withoutOffer());
    soon();
    caller.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of("invited without offer", "confirmed", "ended BYE"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void infoIsAnsweredAndTold() {
    talking();
    Answers answers = new Answers();
    caller
        .leg()
        .request(
            "INFO",
            List.of(),
            Optional.of(new Body("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n")),
            answers);
    soon();
    assertEquals(List.of("info application/dtmf-relay"), callee.notes);
    assertEquals(List.of("200"), answers.notes);
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void optionsInADialogAreAnsweredAndWhatIsUnknownIsRefused() {
    talking();
    Answers answers = new Answers();
    for (String method : List.of("OPTIONS", "REFER", "MESSAGE", "NOTIFY")) {
      caller.leg().request(method, List.of(), Optional.empty(), answers);
      soon();
    }
    assertEquals(List.of("200", "405", "405", "405"), answers.notes);
    caller.leg().hangUp(Optional.empty());
    caller.leg().request("INFO", List.of(), Optional.empty(), answers);
    loop.settle();
    assertEquals("unreachable: the call is over", answers.notes.getLast());
    nothingIsLeft();
  }

  @Test
  void aProbeIsAnsweredOrTimesOutOrFindsAClosedPort() {
    Answers answers = new Answers();
    OutgoingRequest probe =
        OutgoingRequest.of("OPTIONS", "sip:10.0.0.2", caller.to(callee), Party.of("", "probe"))
            .givingUpAfter(ofSeconds(4));
    caller.endpoint.send(probe, answers);
    soon();
    assertEquals(List.of("200"), answers.notes);
    network.cutOff("10.0.0.2");
    caller.endpoint.send(probe, answers);
    loop.pass(ofSeconds(5));
    assertEquals(List.of("200", "timeout"), answers.notes);
    network.reconnect("10.0.0.2");
    callee.transports.close();
    caller.endpoint.send(probe, answers);
    soon();
    assertEquals(List.of("200", "timeout", "unreachable: closed port"), answers.notes);
    nothingIsLeft();
  }

  @Test
  void callsWorkOverTcp() {
    callee.onCall = InviteDialog::ring;
    caller.calls(
        OutgoingInvite.to(
            "sip:2@10.0.0.2:5060;transport=tcp",
            caller.transports.to(callee.at(Transport.TCP)),
            Party.of("Überfall \"x\"", "*1#"),
            Peer.OFFER));
    soon();
    callee.leg().answer(Peer.ANSWER);
    soon();
    callee.leg().reoffer(Peer.OFFER);
    soon();
    caller.leg().answerReoffer(Peer.ANSWER);
    soon();
    callee.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of("trying", "ringing", "answered", "reoffer", "ended BYE"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void whoIsShownArrivesAsItWasGiven() {
    callee.onInvite =
        invite -> {
          Party from = Parties.from(invite.message());
          callee.notes.add(from.display() + " / " + from.user());
          callee.notes.add(
              Parties.asserted(invite.message()).map(Party::user).orElse("")
                  + " "
                  + Parties.dialled(invite.message()));
          invite.refuse(404, "Not Found", List.of());
        };
    caller.calls(
        OutgoingInvite.to(
                "sip:*48*999%23@10.0.0.2",
                caller.to(callee), Party.of("Spoed \"1\" \\ é", "06#12*"), Peer.OFFER)
            .asserting(Party.of("", "+31612345678"))
            .with("Alert-Info", "<http://127.0.0.1>;info=spoed"));
    soon();
    assertEquals(List.of("Spoed \"1\" \\ é / 06#12*", "+31612345678 *48*999#"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void whatCanNeverMakeSenseIsSaidSo() {
    ringing();
    assertThrows(IllegalStateException.class, () -> caller.leg().answer(Peer.ANSWER));
    assertThrows(IllegalStateException.class, () -> callee.leg().acknowledge(Peer.ANSWER));
    assertThrows(IllegalArgumentException.class, () -> callee.leg().reject(200, "OK", List.of()));
    assertFalse(callee.leg().isEnded());
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void callsBeyondTheBoundAreRefused() {
    Peer small = new Peer(network, loop, "10.0.0.3", SipSettings.standard().bounded(1));
    caller.calls(small);
    soon();
    caller.calls(small);
    soon();
    assertTrue(caller.notes.contains("refused 503"), caller.notes::toString);
    assertEquals(1, small.endpoint.counters().dropped(Drop.TABLE_FULL));
    caller.legs.getFirst().hangUp(Optional.empty());
    nothingIsLeft();
  }
}
