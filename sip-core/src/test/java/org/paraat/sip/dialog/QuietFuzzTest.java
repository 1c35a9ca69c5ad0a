package org.paraat.sip.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.paraat.fuzz.Corpus;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.fuzz.Mutator;
import org.paraat.sip.message.Drop;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.message.SipTap;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.Transports;

/** What must not be answered is not answered, and what was answered is forgotten in time. */
class QuietFuzzTest {
  private static final SipAddress US = SipAddress.of(Transport.UDP, "10.0.0.1", 5060);
  private static final String REFUSED =
      "INVITE sip:1@10.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 10.9.9.9;branch=z9hG4bKonce\r\n"
          + "From: <sip:a@b>;tag=1\r\nTo: <sip:1@10.0.0.1>\r\nCall-ID: once\r\nCSeq: 1 INVITE\r\n"
          + "Contact: <sip:a@10.9.9.9>\r\nRequire: nothing-we-know\r\nContent-Length: 0\r\n\r\n";

  private final VirtualLoop loop = new VirtualLoop();
  private final SimulatedNetwork network = new SimulatedNetwork(loop, 1);
  private final OpenDoor door = new OpenDoor(loop);
  private final SipEndpoint endpoint =
      new SipEndpoint(
          loop,
          network.host("10.0.0.1", 5060),
          new Random(1),
          SipSettings.standard(),
          door,
          SipTap.NONE);
  private final Transports theirs = network.host("10.9.9.9", 5060);
  private final RawPeer peer = new RawPeer(theirs);

  QuietFuzzTest() {
    endpoint.start();
  }

  @TestFactory
  Stream<DynamicTest> acknowledgementsResponsesAndGarbageAreNeverAnswered() {
    return FuzzSettings.seeds(3)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> staysQuiet(seed)));
  }

  private void staysQuiet(long seed) {
    Random random = new Random(seed);
    Mutator mutator = new Mutator(random, Corpus.messages());
    int count = FuzzSettings.count(20_000);
    int quiet = 0;
    for (int i = 0; i < count; i++) {
      byte[] message = mutator.next();
      if (mustStayUnanswered(message)) {
        quiet++;
        theirs.to(US).send(message);
        loop.pass(Duration.ofMillis(2));
        List<String> heard = List.copyOf(peer.heard());
        assertEquals(
            List.of(), heard, () -> new String(message, StandardCharsets.ISO_8859_1) + heard);
      }
    }
    assertEquals(0, endpoint.counters().dropped(Drop.OUR_DEFECT));
    assertEquals(0, endpoint.transactions());
    FuzzSettings.report("quiet", seed, quiet + " messages that nobody may answer, none was");
  }

  private static boolean mustStayUnanswered(byte[] message) {
    return switch (new SipParser().parse(message)) {
      case Parsed.Request(var request) -> request.getMethod().equals("ACK");
      case Parsed.Refusable(var request, _, _) -> request.getMethod().equals("ACK");
      case Parsed.Response _, Parsed.Unreadable _ -> true;
    };
  }

  @Test
  void noiseIsNeverAnswered() {
    Random random = new Random(5);
    for (int i = 0; i < 5000; i++) {
      byte[] noise = new byte[1 + random.nextInt(300)];
      random.nextBytes(noise);
      theirs.to(US).send(noise);
    }
    loop.pass(Duration.ofSeconds(1));
    assertEquals(List.of(), new ArrayList<>(peer.heard()));
    assertEquals(5000, endpoint.counters().dropped(Drop.UNREADABLE));
  }

  @Test
  void aRefusalThatIsTheFirstWordIsSaidOnceForEachTimeItIsAskedFor() {
    theirs.to(US).send(REFUSED.getBytes(StandardCharsets.UTF_8));
    loop.pass(Duration.ofSeconds(40));
    assertEquals(1, peer.count("SIP/2.0 420"));
    assertEquals(0, peer.count("SIP/2.0 100"));
    assertEquals(0, endpoint.transactions());
  }
}
