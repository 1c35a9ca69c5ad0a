package org.paraat.sip.transaction;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** What peers ask of us: RFC 3261 17.2 and RFC 6026. */
class ServerTransactionsTest extends TransactionTestBed {
  private static final SipAddress SMALL = SipAddress.of(Transport.UDP, "10.0.0.9", 5060);

  /** A table with room for one of each. */
  private void smallTable(SipTap tap) {
    TransactionSettings settings =
        new TransactionSettings(ofMillis(500), ofSeconds(4), ofSeconds(5), 1, 1, 1);
    Tokens tokens = new Tokens(RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(4));
    Transports small = network.host("10.0.0.9", 5060);
    new Transactions(loop, small, settings, tokens, counters, tap, user).start();
  }

  @Test
  void anInviteHearsTryingAtOnceAndAgainWhenItComesAgain() {
    say(request("INVITE"));
    say(request("INVITE"));
    assertEquals(List.of("100", "100"), statuses());
    assertEquals(1, user.invites.size());
    assertFalse(RawPeer.header(peer.last("SIP/2.0 100"), "To").contains("tag"));
  }

  @Test
  void aRepeatedInviteHearsTheNewestProvisionalResponse() {
    say(request("INVITE"));
    user.respond(180);
    soon();
    say(request("INVITE"));
    assertEquals(List.of("100", "180", "180"), statuses());
  }

  @Test
  void aRefusalIsRepeatedOverUdpUntilItsAckComes() {
    say(request("INVITE"));
    user.respond(486);
    loop.pass(ofSeconds(8));
    // T1 0.5 s doubled up to T2 4 s: at 0, 0.5, 1.5, 3.5, 7.5 s.
    assertEquals(5, statuses().stream().filter("486"::equals).count());
    say(request("INVITE"));
    assertEquals(6, statuses().stream().filter("486"::equals).count());
    say(request("ACK").replace("1 INVITE", "1 ACK"));
    say(request("ACK"));
    loop.pass(ofSeconds(20));
    assertEquals(6, statuses().stream().filter("486"::equals).count());
    assertEquals(List.of(), user.acks);
    nothingIsLeft();
  }

  @Test
  void aRefusalWithoutAnAckIsGivenUp() {
    say(request("INVITE"));
    user.respond(486);
    loop.pass(ofSeconds(33));
    assertEquals(11, statuses().stream().filter("486"::equals).count());
    nothingIsLeft();
  }

  @Test
  void aRefusalOverTcpIsSentOnce() {
    peer.say(US_TCP, request("INVITE").replace("UDP", "TCP"), "");
    soon();
    user.respond(486);
    loop.pass(ofSeconds(10));
    assertEquals(List.of("100", "486"), statuses());
    peer.say(US_TCP, request("ACK").replace("UDP", "TCP"), "");
    soon();
    assertEquals(0, transactions.size());
  }

  @Test
  void anAcceptedInviteAbsorbsWhatComesAgainAndPassesItsAck() {
    say(request("INVITE"));
    user.respond(200);
    soon();
    say(request("INVITE"));
    assertEquals(List.of("100", "200"), statuses());
    user.invites.getFirst().repeatAnswer();
    soon();
    assertEquals(List.of("100", "200", "200"), statuses());
    say(request("ACK"));
    say(request("ACK", "z9hG4bKother"));
    assertEquals(2, user.acks.size());
    nothingIsLeft();
  }

  @Test
  void anAnsweredInviteCannotBeAnsweredAgain() {
    say(request("INVITE"));
    user.respond(200);
    user.respond(486);
    user.respond(180);
    soon();
    assertEquals(List.of("100", "200"), statuses());
  }

  @Test
  void aCancelIsAnsweredAndTold() {
    say(request("INVITE"));
    user.invites.getFirst().listen(cancel -> user.notes.add("cancelled"));
    say(request("CANCEL"));
    say(request("CANCEL"));
    assertEquals(List.of("cancelled"), user.notes);
    assertEquals(List.of("100", "200", "200"), statuses());
    user.respond(487);
    soon();
    assertEquals("487", statuses().getLast());
    String tag = RawPeer.header(peer.last("SIP/2.0 487"), "To");
    assertEquals(tag, RawPeer.header(peer.last("SIP/2.0 200"), "To"));
    nothingIsLeft();
  }

  @Test
  void aCancelThatCancelsNothingIsRefused() {
    say(request("CANCEL"));
    assertEquals(List.of("481"), statuses());
    nothingIsLeft();
  }

  @Test
  void aCancelAfterTheAnswerChangesNothing() {
    say(request("INVITE"));
    user.invites.getFirst().listen(cancel -> user.notes.add("cancelled"));
    user.respond(200);
    say(request("CANCEL"));
    assertEquals(List.of(), user.notes);
    assertEquals(List.of("100", "200", "200"), statuses());
  }

  @Test
  void anotherRequestIsToldOnceAndItsAnswerRepeated() {
    say(request("OPTIONS"));
    say(request("OPTIONS"));
    assertEquals(List.of(), statuses());
    user.answer(200);
    soon();
    say(request("OPTIONS"));
    assertEquals(List.of("200", "200"), statuses());
    assertEquals(1, user.requests.size());
    loop.pass(ofSeconds(33));
    say(request("OPTIONS"));
    assertEquals(2, user.requests.size());
    user.answer(200);
    nothingIsLeft();
  }

  @Test
  void aRequestThatNobodyAnswersIsAnsweredForThem() {
    say(request("OPTIONS"));
    loop.pass(ofSeconds(33));
    assertEquals(List.of("500"), statuses());
    nothingIsLeft();
  }

  @Test
  void theSameRequestOnAnotherWayIsALoop() {
    say(request("INVITE"));
    say(request("INVITE", "z9hG4bKtwo"));
    assertEquals(List.of("100", "482"), statuses());
    user.respond(486);
    say(request("ACK"));
    nothingIsLeft();
    say(request("INVITE", "z9hG4bKtwo"));
    assertEquals(2, user.invites.size());
  }

  @Test
  void whoAnswersAChallengeWithTheSameNumberIsHeard() {
    say(request("INVITE"));
    user.respond(401);
    say(request("ACK"));
    say(request("INVITE", "z9hG4bKtwo"));
    assertEquals(2, user.invites.size());
    user.respond(486);
    say(request("ACK", "z9hG4bKtwo"));
    nothingIsLeft();
  }

  @Test
  void whoAsksWithTheSameNumbersEachTimeIsAnsweredEachTime() {
    say(request("OPTIONS"));
    user.answer(200);
    say(request("OPTIONS", "z9hG4bKtwo"));
    user.answer(200);
    soon();
    assertEquals(List.of("200", "200"), statuses());
    nothingIsLeft();
  }

  @Test
  void aPeerOfTheOldRfcIsUnderstood() {
    String old = request("INVITE").replace(";branch=z9hG4bKone", "");
    say(old);
    say(old);
    assertEquals(1, user.invites.size());
    user.respond(404);
    soon();
    String to = RawPeer.header(peer.last("SIP/2.0 404"), "To");
    say(old.replace("INVITE", "ACK").replace("To: <sip:x@10.0.0.1>", to));
    loop.pass(ofSeconds(20));
    assertEquals(1, statuses().stream().filter("404"::equals).count());
  }

  @Test
  void theViaSaysWhereTheRequestCameFrom() {
    say(request("OPTIONS").replace("10.0.0.2:5060;", "host.example:5070;"));
    user.answer(200);
    soon();
    String via = RawPeer.header(peer.last("SIP/2.0 200"), "Via");
    assertTrue(via.contains("received=10.0.0.2") && via.contains("rport=5060"), via);
  }

  @Test
  void withoutRportTheResponseGoesToThePortOfTheVia() {
    RawPeer other = new RawPeer(network.host("10.0.0.2", 5099));
    say(request("OPTIONS").replace(";rport", "").replace("10.0.0.2:5060;", "10.0.0.2:5099;"));
    user.answer(200);
    soon();
    assertEquals(List.of(), statuses());
    assertEquals(1, other.count("SIP/2.0 200"));
  }

  @Test
  void beyondTheBoundRequestsAreRefusedWithoutBeingRemembered() {
    smallTable(SipTap.NONE);
    peer.say(SMALL, request("OPTIONS"), "");
    peer.say(SMALL, request("OPTIONS", "z9hG4bKb").replace("c1", "c2"), "");
    soon();
    assertEquals(List.of("503"), statuses());
    assertTrue(peer.last("SIP/2.0 503").contains("Retry-After: 5"));
    assertEquals(1, counters.dropped(Drop.TABLE_FULL));
  }

  @Test
  void whatIsAnsweredTakesNoRoomFromWhatIsNot() {
    smallTable(SipTap.NONE);
    for (int i = 0; i < 3; i++) {
      peer.say(SMALL, request("OPTIONS", "z9hG4bK" + i), "");
      soon();
      user.answer(200);
      soon();
    }
    assertEquals(List.of("200", "200", "200"), statuses());
    peer.say(SMALL, request("OPTIONS", "z9hG4bK2"), "");
    soon();
    assertEquals(3, user.requests.size());
    peer.say(SMALL, request("OPTIONS", "z9hG4bK0"), "");
    soon();
    assertEquals(4, user.requests.size());
    user.answer(200);
    nothingIsLeft();
  }

  @Test
  void anAnswerThatAStrangerMadeLongIsNotKept() {
    String stranger = request("OPTIONS") + "\nVia: SIP/2.0/UDP " + "a".repeat(5_000);
    say(stranger);
    user.answer(200);
    soon();
    assertEquals(0, transactions.size());
    assertEquals(List.of("200"), statuses());
    nothingIsLeft();
  }

  @Test
  void ofARefusedInviteOnlyTheAnswerIsKept() {
    say(request("INVITE"));
    user.respond(401);
    assertThrows(NoSuchElementException.class, user.invites.getFirst()::request);
    say(request("INVITE"));
    assertEquals(List.of("100", "401", "401"), statuses());
    say(request("ACK"));
    nothingIsLeft();
  }

  @Test
  void responsesToNothingThatWeSentAreNotTraced() {
    var traced = new ArrayList<String>();
    smallTable(
        new SipTap() {
          @Override
          public void received(Flow flow, SIPMessage message) {
            traced.add(message.getFirstLine().strip());
          }

          @Override
          public void sent(Flow flow, SIPMessage message) {}
        });
    peer.say(
        SMALL,
        "SIP/2.0 200 OK\nVia: SIP/2.0/UDP 10.0.0.9;branch=z9hG4bKno\nFrom: <sip:a@b>;tag=1\n"
            + "To: <sip:a@b>\nCall-ID: 1\nCSeq: 1 INVITE",
        "");
    peer.say(SMALL, request("OPTIONS"), "");
    soon();
    user.answer(200);
    assertEquals(List.of("OPTIONS sip:x@10.0.0.1 SIP/2.0"), traced);
    assertEquals(1, counters.dropped(Drop.STRAY_RESPONSE));
  }

  @Test
  void badMessagesAreRefusedOrDroppedAndCounted() {
    say(request("OPTIONS").replace("1 OPTIONS", "1 INFO"));
    assertEquals(List.of("400"), statuses());
    say(request("ACK").replace("1 ACK", "1 INFO"));
    say("nonsense");
    say(
        "SIP/2.0 200 OK\nVia: SIP/2.0/UDP 10.0.0.1;branch=z9hG4bKno\nFrom: <sip:a@b>;tag=1\n"
            + "To: <sip:a@b>\nCall-ID: 1\nCSeq: 1 OPTIONS");
    assertEquals(List.of("400"), statuses());
    assertEquals(2, counters.dropped(Drop.REFUSED_AS_MALFORMED));
    assertEquals(1, counters.dropped(Drop.UNREADABLE));
    assertEquals(1, counters.dropped(Drop.STRAY_RESPONSE));
    assertEquals(0, transactions.size());
  }

  @Test
  void aDefectOfOursDoesNotLeaveTheLoop() {
    user.isBroken = true;
    say(request("OPTIONS"));
    assertEquals(1, counters.dropped(Drop.OUR_DEFECT));
  }
}
