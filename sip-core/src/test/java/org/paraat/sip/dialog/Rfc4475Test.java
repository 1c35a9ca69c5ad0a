package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.Rfc4475;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.registrar.Registrar;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** What our end of SIP does with each message of RFC 4475, as docs/rfc4475.md says it. */
class Rfc4475Test {
  private static final SipAddress US = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Peer us = new Peer(network, loop, "10.0.0.1");
  private final Transports theirs = network.host("10.0.0.2", 5060);
  private final RawPeer peer = new RawPeer(theirs);
  private final RawPeer peerAtOtherPort = new RawPeer(network.host("10.0.0.2", 5050));
  private final OpenDoor door = new OpenDoor(loop);
  private final Registrar registrar = door.registrar;

  Rfc4475Test() {
    us.onCall =
        leg -> {
          leg.ring();
          leg.answer(Peer.ANSWER);
        };
    us.onRequest = door::onRequest;
  }

  static List<String> names() {
    return Rfc4475.names();
  }

  @Test
  void everyMessageOfTheRfcHasItsRow() {
    assertEquals(Rfc4475.COUNT, Rfc4475.names().size());
  }

  @Test
  void whatWeDoOtherwiseIsCounted() {
    assertEquals(
        List.of("insuf", "sdp01"),
        Rfc4475.page().values().stream()
            .filter(row -> row.why().contains("**differs**"))
            .map(Rfc4475.Row::name)
            .toList());
  }

  @ParameterizedTest
  @MethodSource("names")
  void weReactAsThePageSays(String name) {
    theirs.to(US).send(Rfc4475.message(name));
    assertEquals(Rfc4475.page().get(name).udp(), reaction(), name);
    assertEquals(0, us.endpoint.counters().dropped(Drop.OUR_DEFECT));
    everyResponseIsReadable(name);
    us.legs.forEach(leg -> leg.hangUp(Optional.empty()));
    loop.pass(Duration.ofMinutes(3));
    assertEquals(0, us.endpoint.transactions(), name);
    assertEquals(0, us.endpoint.dialogs(), name);
  }

  private String reaction() {
    loop.pass(Duration.ofMillis(10));
    List<String> heard = new ArrayList<>(peer.firstLines());
    heard.addAll(peerAtOtherPort.firstLines());
    List<String> finals =
        heard.stream()
            .filter(line -> line.startsWith("SIP/2.0 ") && line.charAt(8) != '1')
            .map(line -> line.substring(8, 11))
            .toList();
    List<String> drops = new ArrayList<>();
    for (Drop drop : Drop.values()) {
      if (drop != Drop.REFUSED_AS_MALFORMED && us.endpoint.counters().dropped(drop) > 0) {
        drops.add("dropped: " + drop);
      }
    }
    return String.join(", ", finals.isEmpty() ? drops : finals);
  }

  private void everyResponseIsReadable(String name) {
    for (String response : peer.heard()) {
      if (response.startsWith("SIP/2.0")) {
        Parsed parsed = new SipParser().parse(response.getBytes(StandardCharsets.UTF_8));
        boolean isOfBrokenIdentity = List.of("quotbal", "scalar02", "badaspec").contains(name);
        assertTrue(isOfBrokenIdentity || parsed instanceof Parsed.Response, response);
      }
    }
  }

  // --- what a valid message says ---

  private static SIPRequest read(String name) {
    return assertInstanceOf(
            Parsed.Request.class, new SipParser().parse(Rfc4475.message(name)), name)
        .message();
  }

  @Test
  void foldedHeadersAndQuotesAreReadInFull() {
    SIPRequest request = read("wsinv");
    assertEquals(3, request.getViaHeaders().size());
    assertEquals("1918181833n", request.getToTag());
    assertEquals("98asjd8", request.getFromTag());
    assertEquals(68, request.getMaxForwards().getMaxForwards());
    assertEquals(9, request.getCSeq().getSeqNumber());
    assertEquals(Optional.of(""), Headers.value(request, "Subject"));
    assertEquals(Optional.of(";;,,;;,;"), Headers.value(request, "UnknownHeaderWithUnusualValue"));
    assertEquals(150, Headers.sdp(request).orElseThrow().length());
  }

  @Test
  void escapesAreUndoneOnceInUsersAndNowhereElse() {
    SIPRequest request = read("esc01");
    assertEquals("sips:user@example.com", SipUris.user(request.getRequestURI()));
    assertEquals("user", SipUris.user(request.getTo().getAddress().getURI()));
    assertEquals("I have spaces", SipUris.user(request.getFrom().getAddress().getURI()));
    SIPRequest other = read("esc02");
    assertEquals("RE%47IST%45R", other.getMethod());
    assertEquals("%Z%45", other.getTo().getAddress().getDisplayName());
    assertEquals(2, other.getContactHeaders().size());
  }

  @Test
  void aNullInAUserEndsNothing() {
    SIPRequest request = read("escnull");
    assertEquals("null-\0-null", SipUris.user(request.getTo().getAddress().getURI()));
    theirs.to(US).send(Rfc4475.message("escnull"));
    loop.pass(Duration.ofMillis(10));
    assertEquals(
        List.of("sip:%00%00@host5.example.com", "sip:%00@host5.example.com"),
        registrar.bindings("null-\0-null").stream().map(b -> b.contact()).sorted().toList());
  }

  @Test
  void longValuesAreReadWhole() {
    SIPRequest request = read("longreq");
    assertEquals(34, request.getViaHeaders().size());
    assertEquals(5 * 23, SipUris.user(request.getFrom().getAddress().getURI()).length());
    assertEquals(2 + 150 + 3, request.getFromTag().length());
    assertEquals(11 + 20 * 6 + 10, request.getCallId().getCallId().length());
    assertTrue(Headers.value(request, "Unknown-" + "Long".repeat(20) + "-Name").isPresent());
  }

  @Test
  void aSemicolonInAUserBelongsToIt() {
    assertEquals("user;par=u@example.net", SipUris.user(read("semiuri").getRequestURI()));
  }

  @Test
  void everyTransportMayStandInAVia() {
    assertEquals(5, read("transports").getViaHeaders().size());
  }

  @Test
  void aBinaryBodyIsKeptByteForByte() {
    byte[] body = read("mpart01").getRawContent();
    assertEquals(553, body.length);
    assertEquals(0x30, body[187] & 0xff);
    assertEquals(
        2, new String(body, StandardCharsets.ISO_8859_1).chars().filter(c -> c == 0).count());
  }

  @Test
  void aReasonPhraseMayBeStrangeOrMissing() {
    Parsed strange = new SipParser().parse(Rfc4475.message("unreason"));
    assertEquals(
        "= 2**3 * 5**2 но сто девяносто девять - простое",
        assertInstanceOf(Parsed.Response.class, strange).message().getReasonPhrase());
    Parsed missing = new SipParser().parse(Rfc4475.message("noreason"));
    assertEquals(100, assertInstanceOf(Parsed.Response.class, missing).message().getStatusCode());
  }

  @Test
  void headersInAnAddressGoNowhere() {
    String target = "sip:user@10.0.0.2?Route=%3Csip:sip.example.com%3E&Subject=x";
    us.calls(OutgoingInvite.to(target, theirsAsSeenByUs(), Party.of("", "1"), Peer.OFFER));
    loop.pass(Duration.ofMillis(10));
    String invite = peer.last("INVITE ");
    assertTrue(invite.startsWith("INVITE sip:user@10.0.0.2 SIP/2.0\r\n"), invite);
    assertTrue(!invite.contains("Route"), invite);
  }

  private Flow theirsAsSeenByUs() {
    return us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060));
  }

  @Test
  void aParameterOfTheHeaderIsNoneOfTheUri() {
    theirs.to(US).send(Rfc4475.message("cparam01"));
    loop.pass(Duration.ofMillis(10));
    assertEquals(
        "sip:+19725552222@gw1.example.net", registrar.bindings("watson").getFirst().contact());
    registrar.forget("watson", "next");
    loop.pass(Duration.ofMinutes(1));
    theirs.to(US).send(Rfc4475.message("cparam02"));
    loop.pass(Duration.ofMillis(10));
    assertEquals(
        "sip:+19725552222@gw1.example.net;unknownparam",
        registrar.bindings("watson").getFirst().contact());
  }

  @Test
  void unknownMethodsHearWhichWeKnow() {
    theirs.to(US).send(Rfc4475.message("mpart01"));
    loop.pass(Duration.ofMillis(10));
    assertTrue(peer.heard().toString().contains("Allow: INVITE"), peer.heard().toString());
  }

  @Test
  void whatIsRequiredInVainIsNamed() {
    theirs.to(US).send(Rfc4475.message("bext01"));
    loop.pass(Duration.ofMillis(10));
    assertTrue(
        peer.heard()
            .getFirst()
            .contains("Unsupported: nothingSupportsThis, nothingSupportsThisEither\r\n"),
        peer.heard().toString());
  }

  @Test
  void aPeerOfRfc2543IsHungUpOnAtTheAddressInFrom() {
    theirs.to(US).send(Rfc4475.message("inv2543"));
    loop.pass(Duration.ofMillis(10));
    us.leg().hangUp(Optional.empty());
    loop.pass(Duration.ofSeconds(40));
    String bye = peer.last("BYE ");
    assertTrue(bye.contains("sip:+13035551111@ift.client.example.net;user=phone"), bye);
  }
}
