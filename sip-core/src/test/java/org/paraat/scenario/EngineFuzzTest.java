package org.paraat.scenario;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.parser.StringMsgParser;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.paraat.fuzz.Corpus;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.fuzz.Mutator;
import org.paraat.sip.message.Parsed;
import org.paraat.sip.message.SipParser;
import org.paraat.sip.simulation.RawPeer;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;

/**
 * The whole platform under fuzzed messages, from strangers and from a trunk, in and out of dialogs,
 * while calls stand: none of these is touched, and who calls next is served.
 */
@Scenarios
class EngineFuzzTest {
  private static final int SEEDS = 2;
  private static final int MESSAGES = 4000;
  private static final int GOOD_CALL_EVERY = 800;
  private static final String TARGET = "0880000200";

  /**
   * A stranger hears less than so many bytes for each that is sent, and so many for each message.
   */
  private static final int MOST_TIMES_AS_MUCH = 1;

  private static final int MOST_A_MESSAGE = 300;

  @TestFactory
  Stream<DynamicTest> nothingIsTouchedWhateverComes() {
    return FuzzSettings.seeds(SEEDS)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> new Round(seed).runs()));
  }

  /** Everything of one seed. */
  private static final class Round {
    private final long seed;
    private final Random random;
    private final Mutator mutator;
    private final Office post;
    private final List<String> asked = new ArrayList<>();
    private final SipParser parser = new SipParser();
    private RawPeer carrier;
    private Transports carrierHost;
    private Listener stranger;
    private int answers;
    private int inDialog;

    private Round(long seed) {
      this.seed = seed;
      random = new Random(seed);
      mutator = new Mutator(random, Corpus.messages());
      post =
          new Office(seed)
              .queue("Triage", q -> q.number("0880000100").agents("1201"))
              .queue("Doelwit", q -> q.number(TARGET).agents("1209"))
              .person("1203")
              .directNumber("0880001203", "1203")
              .carrier("carrier-a")
              .carrier("carrier-b");
    }

    private void runs() {
      takesPlaces();
      OutsideCaller standing = post.outsideCaller("0611111111");
      standing.dials("0880001203");
      post.phone("1203").rings().answers();
      post.phone("1203").isTalkingTo(standing);
      for (byte[] message : Corpus.regressions()) {
        say(message);
      }
      int count = FuzzSettings.count(MESSAGES);
      for (int i = 1; i <= count; i++) {
        say(random.nextInt(4) == 0 ? ofADialog() : mutator.next());
        post.platform().loop().pass(ofMillis(random.nextInt(20)));
        if (i % GOOD_CALL_EVERY == 0) {
          aGoodCallIsServed();
          post.phone("1203").isTalkingTo(standing);
          post.platform().check();
        }
      }
      theStrangerHearsLittle();
      standing.hangsUp();
      post.passes(ofMinutes(70));
      FuzzSettings.report(
          "engine",
          seed,
          count
              + " messages, "
              + inDialog
              + " in dialogs, "
              + answers
              + " responses read; a stranger heard "
              + stranger.heard
              + " bytes for "
              + stranger.sent);
      post.closes();
    }

    private void takesPlaces() {
      post.carrierAt("carrier-b").closesItsPort();
      carrierHost = post.network().host("10.0.9.2", 5080);
      carrier = new RawPeer(carrierHost);
      carrier.reacting(this::look);
      stranger = new Listener(post.network().host("10.9.9.9", 5060));
      post.network()
          .filtering(
              (flow, message) -> {
                boolean isOurs = flow.local().host().equals(Office.PLATFORM_ADDRESS);
                if (isOurs && message.startsWith("INVITE sip:") && message.contains("1209")) {
                  asked.add(message);
                }
                return true;
              });
    }

    private void say(byte[] message) {
      if (message.length == 0) {
        return;
      }
      Transport transport = random.nextInt(5) == 0 ? Transport.TCP : Transport.UDP;
      SipAddress us = SipAddress.of(transport, Office.PLATFORM_ADDRESS, Office.SIP_PORT);
      if (random.nextInt(3) == 0) {
        carrierHost.to(us).send(message);
      } else {
        stranger.says(us, message);
      }
    }

    /** A message of a conversation that we know of, with faults of its own. */
    private byte[] ofADialog() {
      inDialog++;
      List<String> accepted =
          carrier.heard().stream()
              .filter(text -> text.startsWith("SIP/2.0 200") && text.contains("INVITE"))
              .toList();
      String message;
      if (!asked.isEmpty() && random.nextInt(3) == 0) {
        int[] statuses = {100, 180, 183, 200, 302, 401, 407, 481, 486, 503, 699};
        message =
            RawPeer.response(
                    asked.get(asked.size() - 1 - random.nextInt(Math.min(4, asked.size()))),
                    statuses[random.nextInt(statuses.length)],
                    "t" + random.nextInt(2),
                    "Contact: <sip:1209@10.9.9.9>\nContent-Length: 0\n\n")
                .replace("\n", "\r\n");
      } else if (accepted.isEmpty()) {
        return mutator.next();
      } else {
        message =
            requestIn(
                accepted.get(accepted.size() - 1 - random.nextInt(Math.min(4, accepted.size()))));
      }
      return mutator.spoiled(message.getBytes(StandardCharsets.UTF_8));
    }

    private String requestIn(String accepted) {
      String[] methods = {
        "ACK", "INVITE", "INFO", "UPDATE", "REFER", "BYE", "CANCEL", "PRACK", "SUBSCRIBE", "NOTIFY"
      };
      String method = methods[random.nextInt(methods.length)];
      return method
          + " sip:paraat@10.0.0.1:5060 SIP/2.0\r\nVia: SIP/2.0/UDP 10.0.9.2:5080;branch=z9hG4bKd\r\n"
          + RawPeer.header(accepted, "From")
          + "\r\n"
          + RawPeer.header(accepted, "To")
          + "\r\n"
          + RawPeer.header(accepted, "Call-ID")
          + "\r\nCSeq: "
          + (20 + random.nextInt(40))
          + ' '
          + method
          + "\r\nContact: <sip:x@10.0.9.2:5080>\r\nRefer-To: <sip:1203@10.0.0.1>\r\n"
          + "Event: dialog\r\nExpires: 60\r\n"
          + "Content-Type: application/sdp\r\nContent-Length: 3\r\n\r\nv=0";
    }

    private void aGoodCallIsServed() {
      post.passes(ofSeconds(1));
      OutsideCaller patient = post.outsideCaller("0622222222");
      patient.dials("0880000100");
      post.phone("1201").rings().answers();
      patient.isTalkingTo(post.phone("1201"));
      patient.hangsUp();
      post.phone("1201").isDone();
      post.passes(ofSeconds(5));
    }

    /** What we say is read by us and by the reference parser, and tells no secret. */
    private void look(String message) {
      if (!message.startsWith("SIP/2.0")) {
        assertFalse(message.contains("-secret"), message);
        return;
      }
      answers++;
      assertFalse(message.contains("-secret"), message);
      Parsed parsed = parser.parse(message.getBytes(StandardCharsets.UTF_8));
      boolean isOfMalformed = message.startsWith("SIP/2.0 400") || message.startsWith("SIP/2.0 50");
      assertTrue(isOfMalformed || parsed instanceof Parsed.Response, () -> parsed + "\n" + message);
      if (!isOfMalformed) {
        try {
          new StringMsgParser()
              .parseSIPMessage(message.getBytes(StandardCharsets.UTF_8), true, false, null);
        } catch (ParseException unreadable) {
          throw new AssertionError("the reference parser cannot read:\n" + message, unreadable);
        }
      }
    }

    private void theStrangerHearsLittle() {
      long most = MOST_TIMES_AS_MUCH * stranger.sent + (long) MOST_A_MESSAGE * stranger.messages;
      assertTrue(stranger.heard <= most, stranger.heard + " bytes for " + stranger.sent);
    }

    /** Somebody unknown who counts. */
    private final class Listener implements TransportHandler {
      private final Transports transports;
      private long sent;
      private long messages;
      private long heard;

      private Listener(Transports transports) {
        this.transports = transports;
        transports.start(this);
      }

      private void says(SipAddress to, byte[] message) {
        sent += message.length;
        messages++;
        transports.to(to).send(message);
      }

      @Override
      public void onMessage(Flow flow, byte[] message) {
        heard += message.length;
        look(new String(message, StandardCharsets.UTF_8));
      }

      @Override
      public void onFlowClosed(Flow flow, String because) {}

      @Override
      public void onUnreachable(Flow flow, String because) {}

      @Override
      public void onDropped(Flow flow, String because) {}
    }
  }
}
