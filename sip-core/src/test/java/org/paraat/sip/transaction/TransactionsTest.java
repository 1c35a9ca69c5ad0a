package org.paraat.sip.transaction;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Reason;
import org.paraat.sip.message.SipCounters;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** The state tables of RFC 3261 17 and RFC 6026 against a peer that says what it is told. */
class TransactionsTest {
  private static final SipAddress US_UDP = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  private static final SipAddress US_TCP = SipAddress.of(Transport.TCP, "10.0.0.1", 5060);
  private static final SipAddress PEER_UDP = SipAddress.of(Transport.UDP, "10.0.0.2", 5060);
  private static final SipAddress PEER_TCP = SipAddress.of(Transport.TCP, "10.0.0.2", 5060);

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Transports ours = network.host("10.0.0.1", 5060);
  private final RawPeer peer = new RawPeer(network.host("10.0.0.2", 5060));
  private final User user = new User();
  private final Told told = new Told();
  private final SipCounters counters = new SipCounters();
  private final Transactions transactions = transactions(TransactionSettings.standard());

  private Transactions transactions(TransactionSettings settings) {
    Tokens tokens = new Tokens(RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(3));
    Transactions table =
        new Transactions(loop, ours, settings, tokens, counters, SipTap.NONE, user);
    table.start();
    return table;
  }

  // --- what the peer asks ---

  private static String request(String method, String branch) {
    return method
        + " sip:x@10.0.0.1 SIP/2.0\n"
        + "Via: SIP/2.0/UDP 10.0.0.2:5060;rport;branch="
        + branch
        + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\nCall-ID: c1\nCSeq: 1 "
        + method
        + "\nContact: <sip:p@10.0.0.2>";
  }

  private static String request(String method) {
    return request(method, "z9hG4bKone");
  }

  private void say(String request) {
    peer.say(US_UDP, request, "");
    soon();
  }

  private void soon() {
    loop.pass(ofMillis(5));
  }

  private List<String> statuses() {
    return peer.heard().stream()
        .filter(message -> message.startsWith("SIP/2.0"))
        .map(message -> message.substring(8, 11))
        .toList();
  }

  private void nothingIsLeft() {
    loop.pass(ofSeconds(40));
    assertEquals(0, transactions.size());
    assertEquals(0, loop.waiting());
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
    Transports small = network.host("10.0.0.9", 5060);
    TransactionSettings settings =
        new TransactionSettings(ofMillis(500), ofSeconds(4), ofSeconds(5), 1, 1);
    Transactions table =
        new Transactions(
            loop,
            small,
            settings,
            new Tokens(RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(4)),
            counters,
            SipTap.NONE,
            user);
    table.start();
    SipAddress target = SipAddress.of(Transport.UDP, "10.0.0.9", 5060);
    peer.say(target, request("OPTIONS"), "");
    peer.say(target, request("OPTIONS", "z9hG4bKb").replace("c1", "c2"), "");
    soon();
    assertEquals(List.of("503"), statuses());
    assertTrue(peer.last("SIP/2.0 503").contains("Retry-After: 5"));
    assertEquals(1, counters.dropped(Drop.TABLE_FULL));
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

  // --- what we ask ---

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

  /** What the layer above is told. */
  private static final class User implements TransactionUser {
    private final List<InviteServerTransaction> invites = new ArrayList<>();
    private final List<PlainServerTransaction> requests = new ArrayList<>();
    private final List<SIPRequest> acks = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean isBroken;

    private void respond(int status) {
      InviteServerTransaction invite = invites.getLast();
      invite.respond(invite.response(status, "Test"));
    }

    private void answer(int status) {
      PlainServerTransaction request = requests.getLast();
      request.respond(request.response(status, "Test"));
    }

    @Override
    public void onInvite(InviteServerTransaction transaction) {
      invites.add(transaction);
    }

    @Override
    public void onRequest(PlainServerTransaction transaction) {
      if (isBroken) {
        throw new IllegalStateException("broken on purpose");
      }
      requests.add(transaction);
    }

    @Override
    public void onAck(SIPRequest ack, Flow flow) {
      acks.add(ack);
    }

    @Override
    public void onFlowClosed(Flow flow, String because) {
      notes.add("flow closed");
    }
  }

  /** What the sender of a request is told. */
  private final class Told implements ClientListener {
    private final List<String> notes = new ArrayList<>();
    private Instant at = Instant.MIN;

    @Override
    public void onResponse(SIPResponse response) {
      notes.add(String.valueOf(response.getStatusCode()));
    }

    @Override
    public void onTimeout() {
      at = loop.now();
      notes.add("timeout");
    }

    @Override
    public void onUnreachable(String because) {
      notes.add("unreachable " + because);
    }
  }
}
