package org.paraat.sip.dialog;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.digest.DigestServer;
import org.paraat.sip.digest.HashedSecret;
import org.paraat.sip.digest.Verdict;
import org.paraat.sip.message.Drop;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;

/** Dialogs against a peer that says what it is told, rightly or not. */
class SipEndpointTest {
  private static final SipAddress US = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Peer us = new Peer(network, loop, "10.0.0.1");
  private final RawPeer peer = new RawPeer(network.host("10.0.0.2", 5060));
  private int branch;

  private void say(String method, int sequence, String toTag, String more, String body) {
    peer.say(
        US,
        method
            + " sip:x@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bK"
            + ++branch
            + "\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>"
            + (toTag.isEmpty() ? "" : ";tag=" + toTag)
            + "\nCall-ID: c1\nCSeq: "
            + sequence
            + " "
            + method
            + "\nContact: <sip:p@10.0.0.2>\n"
            + more,
        body);
    soon();
  }

  private void soon() {
    loop.pass(ofMillis(5));
  }

  private String status() {
    return peer.last("SIP/2.0").substring(8, 11);
  }

  private String ourTag(String start) {
    String to = RawPeer.header(peer.last(start), "To");
    return to.substring(to.indexOf(";tag=") + 5);
  }

  /** A call from the peer that we answered. */
  private String established() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    say("INVITE", 1, "", "Content-Type: application/sdp", Peer.OFFER);
    String tag = ourTag("SIP/2.0 200");
    say("ACK", 1, tag, "", "");
    us.notes.clear();
    return tag;
  }

  private void call() {
    us.calls(
        OutgoingInvite.to(
            "sip:p@10.0.0.2",
            us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)),
            Party.of("Us", "1"),
            Peer.OFFER));
    soon();
  }

  private void hears(int status, String tag, String more, String body) {
    peer.answer("INVITE", status, tag, more, body);
    soon();
  }

  @Test
  void anInviteOfOursSaysWhoWeAre() {
    call();
    String invite = peer.last("INVITE");
    assertEquals("User-Agent: Paraat", RawPeer.header(invite, "User-Agent"));
    assertEquals("Contact: <sip:paraat@10.0.0.1:5060>", RawPeer.header(invite, "Contact"));
    assertEquals("Max-Forwards: 70", RawPeer.header(invite, "Max-Forwards"));
    assertTrue(RawPeer.header(invite, "Allow").contains("INVITE, ACK, CANCEL, BYE"));
    assertTrue(RawPeer.header(invite, "From").startsWith("From: \"Us\" <sip:1@10.0.0.1>;tag="));
    assertTrue(invite.endsWith(Peer.OFFER));
  }

  @Test
  void requestsOfDialogsThatWeDoNotKnowAreRefused() {
    say("BYE", 2, "nobody", "", "");
    assertEquals("481", status());
    say("INVITE", 3, "nobody", "", "");
    assertEquals("481", status());
    int heard = peer.heard().size();
    say("ACK", 3, "nobody", "", "");
    assertEquals(heard, peer.heard().size());
    assertEquals(1, us.endpoint.counters().dropped(Drop.STRAY_ACK));
  }

  @Test
  void whatIsRequiredAndUnknownIsRefused() {
    say("INVITE", 1, "", "Require: timer, precondition, join", "");
    assertEquals("420", status());
    assertTrue(peer.last("SIP/2.0 420").contains("Unsupported: precondition, join"));
    assertEquals(List.of(), us.notes);
  }

  @Test
  void requestsOutOfOrderAreRefused() {
    String tag = established();
    say("INFO", 5, tag, "", "");
    assertEquals("200", status());
    say("INFO", 4, tag, "", "");
    assertEquals("500", status());
    say("INVITE", 3, tag, "Content-Type: application/sdp", Peer.OFFER);
    assertEquals("500", status());
    assertTrue(peer.last("SIP/2.0 500").contains("Retry-After: "));
    say("BYE", 6, tag, "", "");
    assertEquals("200", status());
    assertEquals(List.of("ended BYE"), us.notes);
  }

  @Test
  void whoMiscountsCanStillHangUp() {
    String tag = established();
    say("BYE", 1, tag, "", "");
    assertEquals("200", status());
    assertEquals(List.of("ended BYE"), us.notes);
  }

  @Test
  void aSecondReinviteBeforeTheFirstIsDecidedIsRefused() {
    String tag = established();
    say("INVITE", 2, tag, "Content-Type: application/sdp", Peer.OFFER);
    say("INVITE", 3, tag, "Content-Type: application/sdp", Peer.OFFER);
    assertEquals("500", status());
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    assertEquals("200", status());
    say("ACK", 2, tag, "", "");
    assertEquals(List.of("reoffer"), us.notes);
  }

  @Test
  void aReinviteWhileOursIsUnderWayIsRefusedAndOursIsTriedAgain() {
    String tag = established();
    us.leg().reoffer(Peer.OFFER);
    soon();
    say("INVITE", 2, tag, "Content-Type: application/sdp", Peer.OFFER);
    assertEquals("491", status());
    hears(491, "", "", "");
    long sent = peer.count("INVITE");
    loop.pass(ofSeconds(2));
    assertTrue(peer.count("INVITE") > sent);
    assertEquals("CSeq: 2 INVITE", RawPeer.header(peer.last("INVITE"), "CSeq"));
    hears(200, "", "Contact: <sip:p@10.0.0.2>", Peer.ANSWER);
    assertEquals(List.of("reoffer answered"), us.notes);
  }

  @Test
  void aReinviteThatOvertakesTheAckShowsThatTheAnswerArrived() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    say("INVITE", 1, "", "Content-Type: application/sdp", Peer.OFFER);
    String tag = ourTag("SIP/2.0 200");
    say("INVITE", 2, tag, "Content-Type: application/sdp", Peer.OFFER);
    assertEquals(List.of("invited", "confirmed", "reoffer"), us.notes);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    say("ACK", 1, tag, "", "");
    say("ACK", 2, tag, "", "");
    long answers = peer.count("SIP/2.0 200");
    loop.pass(ofSeconds(10));
    assertEquals(answers, peer.count("SIP/2.0 200"));
  }

  @Test
  void aReinviteWithoutAnOfferIsAnsweredWithOurs() {
    String tag = established();
    say("INVITE", 2, tag, "", "");
    assertEquals(List.of("reoffer wanted"), us.notes);
    us.leg().answerReoffer(Peer.OFFER);
    soon();
    say("ACK", 2, tag, "Content-Type: application/sdp", Peer.ANSWER);
    assertEquals(List.of("reoffer wanted", "sdp in ack"), us.notes);
  }

  @Test
  void aCallerWhoSaysByeBeforeTheAnswerHasGivenUp() {
    us.onCall = InviteDialog::ring;
    say("INVITE", 1, "", "", "");
    String tag = ourTag("SIP/2.0 180");
    say("BYE", 2, tag, "", "");
    assertEquals("487", status());
    assertEquals(List.of("invited without offer", "ended CANCELLED"), us.notes);
    assertEquals(0, us.endpoint.dialogs());
  }

  @Test
  void ringingIsRepeatedSoThatNobodyOnTheWayGivesUp() {
    us.onCall = InviteDialog::ring;
    say("INVITE", 1, "", "", "");
    loop.pass(ofSeconds(125));
    assertEquals(3, peer.count("SIP/2.0 180"));
  }

  @Test
  void ofSeveralPhonesThatAnswerTheFirstWins() {
    call();
    hears(180, "a", "Contact: <sip:a@10.0.0.2>", "");
    hears(180, "b", "Contact: <sip:b@10.0.0.2>", "");
    hears(200, "b", "Contact: <sip:b@10.0.0.2>", Peer.ANSWER);
    hears(200, "a", "Contact: <sip:a@10.0.0.2>", Peer.ANSWER);
    hears(200, "a", "Contact: <sip:a@10.0.0.2>", Peer.ANSWER);
    assertEquals(List.of("trying", "ringing", "answered"), us.notes);
    assertEquals(2, peer.count("ACK sip:a@10.0.0.2"));
    assertEquals(1, peer.count("ACK sip:b@10.0.0.2"));
    assertEquals(1, peer.count("BYE"));
    assertTrue(RawPeer.header(peer.last("BYE"), "To").endsWith(";tag=a"));
    assertTrue(peer.last("BYE").contains("Call completed elsewhere"));
    assertFalse(us.leg().isEnded());
  }

  @Test
  void requestsFollowTheRouteThatWasRecorded() {
    RawPeer proxy = new RawPeer(network.host("10.0.0.8", 5060));
    call();
    hears(
        200,
        "a",
        "Record-Route: <sip:10.0.0.9;lr>, <sip:10.0.0.8:5060;lr>\nContact: <sip:p@192.0.2.7>",
        Peer.ANSWER);
    String ack = proxy.last("ACK sip:p@192.0.2.7");
    assertEquals("Route: <sip:10.0.0.8:5060;lr>,<sip:10.0.0.9;lr>", RawPeer.header(ack, "Route"));
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(1, proxy.count("BYE sip:p@192.0.2.7"));
  }

  @Test
  void ourResponsesRecordTheRouteAndOurRequestsFollowIt() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    say(
        "INVITE",
        1,
        "",
        "Record-Route: <sip:10.0.0.2;lr>, <sip:10.0.0.9;lr>\nContent-Type: application/sdp",
        Peer.OFFER);
    String answer = peer.last("SIP/2.0 200");
    assertTrue(answer.contains("Record-Route: <sip:10.0.0.2;lr>"), answer);
    say("ACK", 1, ourTag("SIP/2.0 200"), "", "");
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(
        "Route: <sip:10.0.0.2;lr>,<sip:10.0.0.9;lr>", RawPeer.header(peer.last("BYE"), "Route"));
  }

  @Test
  void aContactThatMovesIsFollowed() {
    String tag = established();
    RawPeer moved = new RawPeer(network.host("10.0.0.5", 5070));
    say(
        "INVITE",
        2,
        tag,
        "Content-Type: application/sdp\nContact: <sip:elsewhere@10.0.0.5:5070>",
        Peer.OFFER);
    us.leg().answerReoffer(Peer.ANSWER);
    soon();
    say("ACK", 2, tag, "", "");
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(1, peer.count("BYE") + moved.count("BYE"));
  }

  private RawPeer movedElsewhere() {
    RawPeer elsewhere = new RawPeer(network.host("10.0.0.5", 5070));
    us.leg()
        .moved(us.leg().flow(), us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.5", 5070)));
    us.leg().hangUp(Optional.empty());
    soon();
    return elsewhere;
  }

  @Test
  void whoRegistersByAnotherPathIsFollowedThere() {
    established();
    assertEquals(1, movedElsewhere().count("BYE"));
  }

  @Test
  void aProxyOnTheWayIsNotPassedByWhereverThePhoneRegisters() {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    say(
        "INVITE",
        1,
        "",
        "Record-Route: <sip:10.0.0.2;lr>\nContent-Type: application/sdp",
        Peer.OFFER);
    say("ACK", 1, ourTag("SIP/2.0 200"), "", "");
    assertEquals(0, movedElsewhere().count("BYE"));
    assertEquals(1, peer.count("BYE"));
  }

  /** It calls from a host of its own, with a contact there. */
  private void callsFrom(String host, String contact) {
    us.onCall = leg -> leg.answer(Peer.ANSWER);
    peer.say(
        US,
        "INVITE sip:x@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP "
            + host
            + ";rport;branch=z9hG4bKnat\nFrom: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>\n"
            + "Call-ID: c1\nCSeq: 1 INVITE\nContact: <sip:p@"
            + contact
            + ">\nContent-Type: application/sdp",
        Peer.OFFER);
    soon();
    say("ACK", 1, ourTag("SIP/2.0 200"), "", "");
  }

  @Test
  void whoWritesItsNameInViaIsReachedWhereItsContactSays() {
    RawPeer there = new RawPeer(network.host("10.0.0.5", 5070));
    callsFrom("pbx.example:5060", "10.0.0.5:5070");
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(1, there.count("BYE"));
  }

  private RawPeer saysFromElsewhere(int number) {
    RawPeer elsewhere = new RawPeer(network.host("10.0.0.6", 5060));
    elsewhere.say(
        US,
        "INFO sip:x@10.0.0.1 SIP/2.0\nVia: SIP/2.0/UDP 192.168.1.5:5060;rport;branch=z9hG4bKelse\n"
            + "From: <sip:p@10.0.0.2>;tag=p1\nTo: <sip:x@10.0.0.1>;tag="
            + ourTag("SIP/2.0 200")
            + "\nCall-ID: c1\nCSeq: "
            + number
            + " INFO",
        "");
    soon();
    us.leg().hangUp(Optional.empty());
    soon();
    return elsewhere;
  }

  @Test
  void aPhoneBehindARouterIsFollowedToTheAddressThatItSpeaksFrom() {
    callsFrom("192.168.1.5:5060", "192.168.1.5:5060");
    assertEquals(1, saysFromElsewhere(2).count("BYE"));
  }

  @Test
  void whatComesOutOfOrderMovesNobody() {
    callsFrom("192.168.1.5:5060", "192.168.1.5:5060");
    assertEquals(0, saysFromElsewhere(1).count("BYE"));
    assertEquals(1, peer.count("BYE"));
  }

  @Test
  void aPhoneBehindARouterIsReachedByThePathItCalledFrom() {
    callsFrom("192.168.1.5:5060", "192.168.1.5:5060");
    us.leg().hangUp(Optional.empty());
    soon();
    assertEquals(1, peer.count("BYE sip:p@192.168.1.5:5060"));
  }

  @Test
  void aRedirectionTellsWhereTo() {
    InviteFailure[] failure = new InviteFailure[1];
    us.endpoint.invite(
        OutgoingInvite.to(
            "sip:p@10.0.0.2",
            us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060)),
            Party.of("", "1"),
            Peer.OFFER),
        new InviteListener() {
          @Override
          public void onAnswered(Optional<String> sdp) {}

          @Override
          public void onFailed(InviteFailure told) {
            failure[0] = told;
          }

          @Override
          public void onReoffer(Optional<String> sdp) {}

          @Override
          public void onEnded(InviteEnd end, Optional<org.paraat.sip.message.Reason> reason) {}
        });
    soon();
    hears(302, "a", "Contact: <sip:other@10.0.0.3>, <tel:+31612345678>\nRetry-After: 30", "");
    InviteFailure.Refused refused = (InviteFailure.Refused) failure[0];
    assertEquals(302, refused.status());
    assertEquals(List.of("sip:other@10.0.0.3", "tel:+31612345678"), refused.contacts());
    assertEquals(Optional.of(ofSeconds(30)), refused.retryAfter());
  }

  @Test
  void challengesAreAnsweredWithAProof() {
    DigestServer digest =
        new DigestServer(
            "paraat",
            user -> Optional.of(HashedSecret.of("desk1", "paraat", "word")),
            loop,
            RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(1));
    Peer phone = new Peer(network, loop, "10.0.0.4");
    InetAddress at = InetAddress.ofLiteral("10.0.0.4");
    us.onInvite =
        invite -> {
          switch (digest.verify(invite.message(), at)) {
            case Verdict.Proven proven -> us.legs.add(invite.open(us.new Notes()));
            default -> invite.refuse(401, "Unauthorized", digest.challenge(invite.message(), at));
          }
        };
    us.onRequest =
        request -> {
          switch (digest.verify(request.message(), at)) {
            case Verdict.Proven proven -> request.respond(200, "OK");
            default ->
                request.respond(
                    401, "Unauthorized", digest.challenge(request.message(), at), Optional.empty());
          }
        };
    ClientCredentials right = new ClientCredentials("desk1", "word");
    phone.calls(phone.invitation(us).provingBy(right));
    soon();
    us.leg().answer(Peer.ANSWER);
    soon();
    assertEquals(List.of("trying", "answered"), phone.notes);
    phone.leg().hangUp(Optional.empty());
    phone.calls(phone.invitation(us).provingBy(new ClientCredentials("desk1", "wrong")));
    soon();
    assertEquals("refused 401", phone.notes.getLast());

    CallTestBed.Answers answers = new CallTestBed.Answers();
    OutgoingRequest register =
        OutgoingRequest.of("REGISTER", "sip:10.0.0.1", phone.to(us), Party.of("", "desk1"));
    phone.endpoint.send(register, answers);
    phone.endpoint.send(register.provingBy(right), answers);
    loop.pass(ofMillis(50));
    assertEquals(List.of("401", "200"), answers.notes);
  }

  @Test
  void aHandlerThatFailsCostsThatCallOnly() {
    us.onInvite =
        invite -> {
          throw new IllegalStateException("broken on purpose");
        };
    say("INVITE", 1, "", "", "");
    assertEquals("500", status());
    assertEquals(1, us.endpoint.counters().dropped(Drop.OUR_DEFECT));
  }

  @Test
  void optionsAreAnsweredWithWhatWeCan() {
    say("OPTIONS", 1, "", "", "");
    assertEquals("200", status());
    assertTrue(peer.last("SIP/2.0 200").contains("Allow: INVITE"));
  }
}
