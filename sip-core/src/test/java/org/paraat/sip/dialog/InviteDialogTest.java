package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Reason;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Transport;

/** Calls between two ends of our own over a network in memory. */
class InviteDialogTest {
  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Peer caller = new Peer(network, loop, "10.0.0.1");
  private final Peer callee = new Peer(network, loop, "10.0.0.2");

  private void soon() {
    loop.pass(ofMillis(100));
  }

  private void ringing() {
    callee.onCall = InviteDialog::ring;
    caller.calls(callee);
    soon();
  }

  private void talking() {
    callee.onCall = leg -> leg.answer(Peer.ANSWER);
    caller.calls(callee);
    soon();
    caller.notes.clear();
    callee.notes.clear();
  }

  private void nothingIsLeft() {
    loop.pass(ofMinutes(2));
    for (Peer peer : List.of(caller, callee)) {
      assertEquals(0, peer.endpoint.dialogs(), "dialogs of " + peer.name);
      assertEquals(0, peer.endpoint.transactions(), "transactions of " + peer.name);
      assertEquals(0, peer.endpoint.counters().dropped(Drop.OUR_DEFECT));
      assertEquals(0, peer.endpoint.counters().dropped(Drop.UNREADABLE));
    }
    assertEquals(0, loop.waiting(), "timers");
  }

  @Test
  void aCallRingsIsAnsweredAndHungUpByTheCaller() {
    ringing();
    callee.leg().answer(Peer.ANSWER);
    soon();
    caller.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of("trying", "ringing", "answered"), caller.notes);
    assertEquals(List.of("invited", "confirmed", "ended BYE"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void theCalleeHangsUp() {
    talking();
    callee.leg().hangUp(Optional.of(Reason.sip(200, "Done")));
    soon();
    assertEquals(List.of("ended BYE Done"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void earlyMediaIsToldOnceForTheSameDescription() {
    callee.onCall = leg -> leg.progress(Peer.ANSWER);
    caller.calls(callee);
    loop.pass(ofSeconds(150));
    assertEquals(List.of("trying", "early media"), caller.notes);
    callee.leg().answer(Peer.ANSWER);
    soon();
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aRefusalComesWithItsStatus() {
    callee.onCall = leg -> leg.reject(486, "Busy Here", List.of());
    caller.calls(callee);
    soon();
    assertEquals(List.of("trying", "refused 486"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void anInviteIsRefusedWithoutALeg() {
    callee.onInvite = invite -> invite.refuse(403, "Forbidden", List.of());
    caller.calls(callee);
    soon();
    assertEquals(List.of("trying", "refused 403"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aCallerWhoGivesUpSaysWhy() {
    ringing();
    caller.leg().hangUp(Optional.of(Reason.COMPLETED_ELSEWHERE));
    soon();
    assertEquals(List.of("invited", "ended CANCELLED Call completed elsewhere"), callee.notes);
    assertEquals(List.of("trying", "ringing"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aCancelWaitsForTheFirstProvisionalResponse() {
    AtomicInteger cancels = new AtomicInteger();
    var heardFrom = loop.now().plusMillis(700);
    network.filtering(
        (flow, message) -> {
          cancels.addAndGet(message.startsWith("CANCEL") ? 1 : 0);
          return !message.startsWith("SIP/2.0 100") || loop.now().isAfter(heardFrom);
        });
    callee.onCall = leg -> {};
    caller.calls(callee);
    caller.leg().hangUp(Optional.empty());
    loop.pass(ofMillis(650));
    assertEquals(0, cancels.get());
    loop.pass(ofSeconds(3));
    assertEquals(1, cancels.get());
    assertEquals(List.of("invited", "ended CANCELLED"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void anAnswerThatCrossesTheCancelIsAcknowledgedAndEnded() {
    ringing();
    caller.leg().hangUp(Optional.empty());
    callee.leg().answer(Peer.ANSWER);
    soon();
    assertEquals(List.of("invited", "confirmed", "ended BYE"), callee.notes);
    assertEquals(List.of("trying", "ringing"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void anAnswerThatComesAfterTheCancelIsIgnored() {
    ringing();
    caller.leg().hangUp(Optional.empty());
    soon();
    callee.leg().answer(Peer.ANSWER);
    callee.leg().ring();
    callee.leg().reject(486, "Busy Here", List.of());
    callee.leg().hangUp(Optional.empty());
    assertEquals(List.of("invited", "ended CANCELLED"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void aCalleeThatHangsUpUnansweredRefuses() {
    ringing();
    callee.leg().hangUp(Optional.of(Reason.sip(486, "Busy Here")));
    soon();
    assertEquals(List.of("trying", "ringing", "refused 486"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aCallThatWasCancelledBeforeItBecameALegTellsSo() {
    IncomingInvite[] held = new IncomingInvite[1];
    callee.onInvite = invite -> held[0] = invite;
    caller.calls(callee);
    soon();
    caller.leg().hangUp(Optional.of(Reason.COMPLETED_ELSEWHERE));
    soon();
    callee.legs.add(held[0].open(callee.new Notes()));
    assertEquals(List.of(), callee.notes);
    loop.settle();
    assertEquals(List.of("ended CANCELLED Call completed elsewhere"), callee.notes);
    nothingIsLeft();
  }

  @Test
  void aLostAnswerIsRepeated() {
    AtomicInteger answers = new AtomicInteger();
    network.filtering(
        (flow, message) -> !message.startsWith("SIP/2.0 200") || answers.incrementAndGet() > 2);
    callee.onCall = leg -> leg.answer(Peer.ANSWER);
    caller.calls(callee);
    loop.pass(ofSeconds(3));
    assertEquals(3, answers.get());
    assertEquals(List.of("trying", "answered"), caller.notes);
    assertEquals(List.of("invited", "confirmed"), callee.notes);
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aLostAckIsSentAgainForTheRepeatedAnswer() {
    AtomicInteger acks = new AtomicInteger();
    network.filtering((flow, message) -> !message.startsWith("ACK") || acks.incrementAndGet() > 3);
    callee.onCall = leg -> leg.answer(Peer.ANSWER);
    caller.calls(callee);
    loop.pass(ofSeconds(10));
    assertEquals(4, acks.get());
    assertEquals(List.of("invited", "confirmed"), callee.notes);
    caller.leg().hangUp(Optional.empty());
    nothingIsLeft();
  }

  @Test
  void aCallThatIsNeverAcknowledgedEndsWithBye() {
    network.filtering((flow, message) -> !message.startsWith("ACK"));
    callee.onCall = leg -> leg.answer(Peer.ANSWER);
    caller.calls(callee);
    loop.pass(ofSeconds(31));
    assertEquals(List.of("invited"), callee.notes);
    loop.pass(ofSeconds(2));
    assertEquals(List.of("invited", "ended NO_ACK"), callee.notes);
    assertEquals(List.of("trying", "answered", "ended BYE No ACK"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aCalleeThatHangsUpBeforeTheAckWaitsForIt() {
    AtomicInteger acks = new AtomicInteger();
    network.filtering((flow, message) -> !message.startsWith("ACK") || acks.incrementAndGet() > 1);
    callee.onCall =
        leg -> {
          leg.answer(Peer.ANSWER);
          leg.hangUp(Optional.empty());
        };
    caller.calls(callee);
    soon();
    assertEquals(List.of("trying", "answered"), caller.notes);
    loop.pass(ofSeconds(1));
    assertEquals(List.of("trying", "answered", "ended BYE"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void byesThatCrossEndBothSides() {
    talking();
    caller.leg().hangUp(Optional.empty());
    callee.leg().hangUp(Optional.empty());
    soon();
    assertEquals(List.of(), caller.notes);
    assertEquals(List.of(), callee.notes);
    nothingIsLeft();
  }

  @Test
  void nobodyAnswersAtAll() {
    network.cutOff("10.0.0.2");
    caller.calls(callee);
    loop.pass(ofSeconds(33));
    assertEquals(List.of("timed out"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aClosedPortIsKnownAtOnce() {
    callee.transports.close();
    caller.calls(callee);
    soon();
    assertEquals(List.of("unreachable: closed port"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aRefusedConnectionIsKnownAtOnce() {
    callee.transports.close();
    caller.calls(
        OutgoingInvite.to(
            "sip:x@10.0.0.2;transport=tcp",
            caller.transports.to(callee.at(Transport.TCP)),
            Party.of("", "1"),
            Peer.OFFER));
    soon();
    assertEquals(List.of("flow closed", "unreachable: connection refused"), sorted());
    nothingIsLeft();
  }

  private List<String> sorted() {
    return caller.notes.stream().sorted().toList();
  }

  @Test
  void aTargetThatIsNoUriFailsLikeAnUnreachableOne() {
    caller.calls(OutgoingInvite.to("nonsense", caller.to(callee), Party.of("", "1"), Peer.OFFER));
    assertEquals(List.of(), caller.notes);
    loop.settle();
    assertEquals(List.of("unreachable: not a SIP URI: nonsense"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void aCallNobodyAnswersIsGivenUpAfterTheLongestTime() {
    ringing();
    loop.pass(SipSettings.standard().longestUnanswered());
    soon();
    assertTrue(caller.notes.contains("timed out"), caller.notes::toString);
    nothingIsLeft();
  }

  // --- changes of the session ---

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
    assertEquals(List.of("trying", "answered"), caller.notes);
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

  // --- other requests ---

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
    for (String method : List.of("OPTIONS", "REFER", "UPDATE", "NOTIFY")) {
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

  /** Notes what comes of requests. */
  static final class Answers implements ResponseListener {
    final List<String> notes = new java.util.ArrayList<>();

    @Override
    public void onResponse(gov.nist.javax.sip.message.SIPResponse response) {
      notes.add(String.valueOf(response.getStatusCode()));
    }

    @Override
    public void onTimeout() {
      notes.add("timeout");
    }

    @Override
    public void onUnreachable(String because) {
      notes.add("unreachable: " + because);
    }
  }
}
