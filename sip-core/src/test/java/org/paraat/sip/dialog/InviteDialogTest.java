package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Reason;
import org.paraat.sip.transport.Transport;

/** Calls from their beginning to their end. */
class InviteDialogTest extends CallTestBed {
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
    assertEquals(List.of("refused 486"), caller.notes);
    nothingIsLeft();
  }

  @Test
  void anInviteIsRefusedWithoutALeg() {
    callee.onInvite = invite -> invite.refuse(403, "Forbidden", List.of());
    caller.calls(callee);
    soon();
    assertEquals(List.of("refused 403"), caller.notes);
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
    assertEquals(List.of("answered"), caller.notes);
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
    assertEquals(List.of("answered", "ended BYE No ACK"), caller.notes);
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
    assertEquals(List.of("answered"), caller.notes);
    loop.pass(ofSeconds(1));
    assertEquals(List.of("answered", "ended BYE"), caller.notes);
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
}
