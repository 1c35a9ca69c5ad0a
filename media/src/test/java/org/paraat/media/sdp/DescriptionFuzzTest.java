package org.paraat.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Descriptions that are almost right: negotiated or refused, never anything else. */
class DescriptionFuzzTest {
  private static final int LONGEST_ANSWER = 16 * 1024;
  private static final List<String> CORPUS =
      List.of(
          """
          v=0
          o=- 20518 0 IN IP4 203.0.113.1
          s=SDP data
          c=IN IP4 203.0.113.1
          t=0 0
          m=audio 54400 RTP/AVP 9 8 0 18 101
          a=rtpmap:9 G722/8000
          a=rtpmap:8 PCMA/8000
          a=rtpmap:18 G729/8000
          a=fmtp:18 annexb=no
          a=rtpmap:101 telephone-event/8000
          a=fmtp:101 0-15
          a=ptime:20
          a=maxptime:40
          a=sendrecv
          """,
          """
          v=0
          o=root 1821 1822 IN IP6 2001:db8::9
          s=call
          c=IN IP6 2001:db8::9
          b=AS:84
          t=0 0
          a=sendonly
          a=ice-ufrag:8hhY
          a=ice-pwd:asd88fgpdd777uzjYhagZg
          a=fingerprint:sha-256 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB
          a=setup:actpass
          m=audio 57352 RTP/SAVP 8 101
          a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj|2^20|1:32
          a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:NzB4d1BINUAvLEw6UzF3WSJ+PSdFcGdUJShpX1Zj
          a=rtpmap:8 PCMA/8000
          a=rtpmap:101 telephone-event/8000
          a=rtcp:57353 IN IP6 2001:db8::9
          a=candidate:1 1 UDP 2130706431 10.0.9.1 57352 typ host
          a=rtcp-mux
          m=video 0 RTP/AVP 99
          a=inactive
          m=application 9 TCP/BFCP *
          """,
          """
          v=0
          o=Gateway 1 1 IN IP4 192.0.2.1
          s=-
          t=0 0
          m=image 0 udptl t38
          m=audio 4000 RTP/AVP 8 0 13 96
          c=IN IP4 0.0.0.0
          a=rtpmap:96 telephone-event/8000
          a=silenceSupp:off - - - -
          """);
  private static final List<String> SPICES =
      List.of(
          "",
          " ",
          "  ",
          "/",
          ":",
          "=",
          "-",
          "-1",
          "0",
          "65535",
          "65536",
          "99999999999999999999",
          "\0",
          "é",
          "\t",
          "\n",
          "\r",
          "IN IP4",
          "0.0.0.0",
          "::",
          "255.255.255.255",
          "[::1]",
          "%s",
          "RTP/AVP",
          "RTP/SAVPF",
          "UDP/TLS/RTP/SAVPF",
          "127",
          "128",
          "inline:",
          "|",
          "inactive",
          "telephone-event/8000",
          "0-15,66,70-9999999999",
          "PCMA/8000/2",
          "G722/16000",
          "a=",
          "m=");

  @TestFactory
  Stream<DynamicTest> eachIsNegotiatedOrRefused() {
    long given = Long.getLong("fuzz.seed", 0);
    int rounds = Integer.getInteger("fuzz.rounds", 1);
    return (given > 0 ? IntStream.of((int) given) : IntStream.rangeClosed(1, 3 * rounds))
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> isBounded(seed)));
  }

  private static void isBounded(long seed) {
    Random random = new Random(seed);
    Negotiation ours = fresh();
    int count = Integer.getInteger("fuzz.count", 20_000);
    int agreed = 0;
    for (int i = 0; i < count; i++) {
      String text = spoiled(random);
      if (i % 50 == 0) {
        ours = fresh();
        ours.offer();
      }
      agreed += negotiates(ours, text, random.nextInt(4) == 0) ? 1 : 0;
    }
    assertTrue(agreed > 0, "nothing at all was agreed on");
    assertTrue(agreed < count, "everything was agreed on");
  }

  private static Negotiation fresh() {
    return new Negotiation(new LocalStream(42, InetAddress.ofLiteral("192.0.2.10"), 20_000));
  }

  private static boolean negotiates(Negotiation ours, String text, boolean isAnswer) {
    try {
      SessionDescription theirs = SessionDescription.parse(text);
      if (isAnswer) {
        ours.offer();
        ours.accept(theirs);
        return true;
      }
      String answer = ours.answer(theirs).toString();
      assertTrue(answer.length() < LONGEST_ANSWER, answer);
      SessionDescription read = SessionDescription.parse(answer);
      assertEquals(
          theirs.streams().size(), Math.min(read.streams().size(), theirs.streams().size()));
      return true;
    } catch (NotNegotiable refused) {
      return false;
    }
  }

  private static String spoiled(Random random) {
    List<String> lines = new ArrayList<>(pick(random, CORPUS).lines().toList());
    for (int i = random.nextInt(5); i > 0 && !lines.isEmpty(); i--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(7)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size() + 1), lines.get(at));
        case 2 -> lines.addAll(java.util.Collections.nCopies(random.nextInt(500), lines.get(at)));
        case 3 ->
            lines.set(at, lines.get(at) + (" " + pick(random, SPICES)).repeat(random.nextInt(90)));
        case 4 ->
            lines.addAll(random.nextInt(lines.size() + 1), pick(random, CORPUS).lines().toList());
        default -> {
          StringBuilder line = new StringBuilder(lines.get(at));
          int from = random.nextInt(line.length() + 1);
          int to = Math.min(line.length(), from + random.nextInt(5));
          lines.set(at, line.replace(from, to, pick(random, SPICES)).toString());
        }
      }
    }
    return String.join(random.nextBoolean() ? "\r\n" : "\n", lines);
  }

  private static String pick(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
