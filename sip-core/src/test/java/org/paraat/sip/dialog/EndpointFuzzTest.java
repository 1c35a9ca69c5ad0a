package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paraat.fuzz.Mutator;
import org.paraat.sip.message.Drop;
import org.paraat.sip.registrar.Registrar;
import org.paraat.sip.registrar.RegistrarListener;
import org.paraat.sip.registrar.RegistrarSettings;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** Messages that are almost right, in the middle of calls: whatever comes, the loop goes on. */
class EndpointFuzzTest {
  private static final SipAddress US = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  private static final List<String> HEADERS =
      List.of(
          "Route: <sip:10.0.0.9;lr>",
          "Record-Route: <sip:10.0.0.9>, <sip:x;lr>",
          "Require: x",
          "Expires: 0",
          "Expires: x",
          "Contact: *",
          "Contact: <sip:a@[::1]:5060>;q=7;expires=x",
          "Authorization: Digest realm=\"paraat\", nonce=\",\"",
          "Reason: SIP;cause=x;text=\"",
          "Refer-To: <sip:x?Replaces=a%3b>",
          "Content-Type: multipart/mixed;boundary=\"-\"",
          "P-Asserted-Identity: \"\\\" <tel:>",
          "Max-Forwards: 0",
          "Retry-After: 5(x);duration=1");

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final Peer us = new Peer(network, loop, "10.0.0.1");
  private final Transports theirs = network.host("10.0.0.2", 5060);
  private final RawPeer peer = new RawPeer(theirs);
  private final Registrar registrar =
      new Registrar(
          loop,
          RegistrarSettings.usual(),
          new RegistrarListener() {
            @Override
            public void onReachable(String addressOfRecord) {}

            @Override
            public void onUnreachable(String addressOfRecord, String because) {}
          });

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theLoopGoesOnWhateverComes(long seed) {
    Random random = new Random(seed);
    Mutator mutator = new Mutator(random, List.of());
    us.onInvite =
        invite -> {
          Parties.from(invite.message());
          Parties.asserted(invite.message());
          Parties.dialled(invite.message());
          us.legs.add(invite.open(us.new Notes()));
          us.leg().ring();
          if (random.nextBoolean()) {
            us.leg().answer(Peer.ANSWER);
          }
        };
    us.onRequest =
        request -> {
          if (request.method().equals("REGISTER")) {
            registrar.register("desk1", request);
          } else {
            request.refuseMethod();
          }
        };
    for (int round = 0; round < 4000; round++) {
      String message =
          random.nextInt(3) == 0 ? response(random) : request(random, mutator.method());
      for (int i = round % 4; i > 0; i--) {
        message = mutator.spiced(message);
      }
      say(message);
      loop.pass(Duration.ofMillis(random.nextInt(30)));
      if (random.nextInt(20) == 0 && !us.legs.isEmpty() && ((Leg) us.leg()).dialog().isPresent()) {
        us.leg().reoffer(Peer.OFFER);
      } else if (us.legs.size() > 20) {
        us.legs.forEach(leg -> leg.hangUp(Optional.empty()));
        us.legs.clear();
      }
      if (random.nextInt(50) == 0) {
        us.calls(OutgoingInvite.to("sip:p@10.0.0.2", theirsAs(us), Party.of("", "1"), Peer.OFFER));
      }
    }
    us.legs.forEach(leg -> leg.hangUp(Optional.empty()));
    registrar.forget("desk1", "the end");
    loop.pass(Duration.ofMinutes(130));
    assertEquals(0, us.endpoint.counters().dropped(Drop.OUR_DEFECT));
    assertEquals(0, us.endpoint.transactions());
  }

  private static Flow theirsAs(Peer us) {
    return us.transports.to(SipAddress.of(Transport.UDP, "10.0.0.2", 5060));
  }

  private void say(String message) {
    theirs.to(US).send(message.getBytes(StandardCharsets.UTF_8));
  }

  private String tag() {
    return peer.heard().isEmpty() || us.legs.isEmpty() ? "none" : us.leg().id().localTag();
  }

  private String request(Random random, String method) {
    String to = random.nextBoolean() ? "" : ";tag=" + tag();
    String callId =
        to.isEmpty() || us.legs.isEmpty() ? "c" + random.nextInt(50) : us.leg().id().callId();
    String from = us.legs.isEmpty() || to.isEmpty() ? "p1" : us.leg().id().remoteTag();
    return method
        + " sip:x@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.0.2:5060;rport;branch=z9hG4bK"
        + random.nextInt(200)
        + "\r\nFrom: <sip:p@10.0.0.2>;tag="
        + from
        + "\r\nTo: <sip:x@10.0.0.1>"
        + to
        + "\r\nCall-ID: "
        + callId
        + "\r\nCSeq: "
        + random.nextInt(40)
        + " "
        + method
        + "\r\nContact: <sip:p@10.0.0.2>\r\n"
        + HEADERS.get(random.nextInt(HEADERS.size()))
        + "\r\nContent-Length: 3\r\n\r\nv=0";
  }

  /** A response to the newest request of ours, if there is one. */
  private String response(Random random) {
    Optional<String> request =
        peer.heard().reversed().stream()
            .filter(message -> !message.startsWith("SIP/2.0") && message.contains("Via:"))
            .findFirst();
    int[] statuses = {100, 180, 183, 200, 200, 302, 401, 481, 486, 491, 500, 699};
    String answer =
        request
            .map(
                message ->
                    RawPeer.response(
                        message,
                        statuses[random.nextInt(statuses.length)],
                        "t" + random.nextInt(3),
                        HEADERS.get(random.nextInt(HEADERS.size()))))
            .orElse("SIP/2.0 200 OK");
    return answer.replace("\n", "\r\n") + "\r\nContent-Length: 0\r\n\r\n";
  }
}
