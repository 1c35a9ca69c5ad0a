package org.paraat.sip.digest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.paraat.fuzz.FuzzSettings;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.VirtualLoop;

/** Proofs that are almost right: only the right one proves anything, and only once. */
class DigestFuzzTest {
  private static final List<String> SPICES =
      List.of(
          "",
          ",",
          "=",
          "\"",
          "\\",
          "nc=00000002,",
          "nc=-1,",
          "nc=ffffffffff,",
          "qop=auth-int,",
          "qop=,",
          "algorithm=MD5-sess,",
          "algorithm=SHA-256,",
          "algorithm=none,",
          "username=\"\",",
          "username=\"desk2\",",
          "realm=\"other\",",
          "stale=true,",
          "response=\"\",",
          "nonce=\"\",",
          "uri=\"*\",",
          "cnonce=\"" + "a".repeat(3000) + "\",",
          "\0",
          "é",
          "Digest ",
          "x=y,".repeat(40),
          "username*=UTF-8''desk1,",
          "userhash=true,",
          " ",
          "\t");

  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");

  private final VirtualLoop loop = new VirtualLoop();
  private final Random source = new Random(3);
  private final Tokens tokens = new Tokens(source);
  private final HashedSecret secret = HashedSecret.of("desk1", "paraat", "desk1-secret");
  private final DigestServer server =
      new DigestServer(
          "paraat",
          user -> user.equals("desk1") ? Optional.of(secret) : Optional.empty(),
          loop,
          source);

  private Verdict verdictOn(SIPRequest request) {
    return server.verify(request, HERE);
  }

  @TestFactory
  Stream<DynamicTest> nothingButTheRightProofProves() {
    return FuzzSettings.seeds(3)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> provesNothing(seed)));
  }

  private void provesNothing(long seed) {
    Random random = new Random(seed);
    List<HeaderLine> challenge = server.challenge(register(), HERE);
    String wrong = proof(challenge, "desk1", "desk1-guess");
    String used = proof(challenge, "desk1", "desk1-secret");
    assertInstanceOf(Verdict.Proven.class, verdictOn(with(used)));
    int count = FuzzSettings.count(30_000);
    for (int i = 0; i < count; i++) {
      String spoiled = spoiled(random, random.nextBoolean() ? wrong : used);
      // The same proof once more is no proof, nor is any that was changed.
      assertFalse(verdictOn(with(spoiled)) instanceof Verdict.Proven, spoiled);
    }
    String fresh = proof(server.challenge(register(), HERE), "desk1", "desk1-secret");
    assertInstanceOf(Verdict.Proven.class, verdictOn(with(fresh)));
    FuzzSettings.report("digest", seed, count + " proofs, none taken for another");
  }

  @TestFactory
  Stream<DynamicTest> aStrangeChallengeIsAnsweredOrNot() {
    return FuzzSettings.seeds(2)
        .map(seed -> DynamicTest.dynamicTest("seed " + seed, () -> survivesChallenges(seed)));
  }

  private void survivesChallenges(long seed) {
    Random random = new Random(seed);
    int count = FuzzSettings.count(20_000);
    for (int i = 0; i < count; i++) {
      SIPResponse response = unauthorized();
      for (HeaderLine line : server.challenge(register(), HERE)) {
        response.addHeader(SipMessages.header(line.name(), spoiled(random, line.value())));
      }
      Optional<HeaderLine> answer =
          DigestClient.prove(
              register(), response, new ClientCredentials("desk1", "desk1-secret"), tokens);
      assertFalse(answer.map(HeaderLine::value).orElse("").contains("desk1-secret"));
    }
  }

  private static String spoiled(Random random, String header) {
    StringBuilder spoiled = new StringBuilder(header);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(spoiled.length() + 1);
      int until = Math.min(spoiled.length(), at + random.nextInt(6));
      switch (random.nextInt(4)) {
        case 0 -> spoiled.replace(at, until, SPICES.get(random.nextInt(SPICES.size())));
        case 1 ->
            spoiled.insert(
                Math.min(7, spoiled.length()), SPICES.get(random.nextInt(SPICES.size())));
        case 2 -> shuffle(random, spoiled);
        default -> spoiled.setLength(Math.max(1, at));
      }
    }
    return spoiled.toString();
  }

  private static void shuffle(Random random, StringBuilder header) {
    List<String> parts = new ArrayList<>(List.of(header.toString().split(", ?")));
    if (!parts.isEmpty()) {
      parts.remove(random.nextInt(parts.size()));
    }
    header.setLength(0);
    header.append(String.join(",", parts)).append(',');
  }

  private static SIPRequest register() {
    return SipMessages.request(
        "REGISTER",
        SipUris.parse("sip:127.0.0.1").orElseThrow(),
        SipMessages.from("", SipUris.of("desk1", "127.0.0.1"), "t"),
        SipMessages.to("", SipUris.of("desk1", "127.0.0.1")),
        SipMessages.callId("c"),
        1);
  }

  private static SIPResponse unauthorized() {
    SIPResponse response = new SIPResponse();
    try {
      response.setStatusCode(401);
    } catch (ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
    return response;
  }

  private String proof(List<HeaderLine> challenge, String user, String word) {
    SIPResponse response = unauthorized();
    challenge.forEach(line -> SipMessages.add(response, line));
    return DigestClient.prove(register(), response, new ClientCredentials(user, word), tokens)
        .orElseThrow()
        .value();
  }

  private static SIPRequest with(String authorization) {
    SIPRequest request = register();
    request.addHeader(SipMessages.header("Authorization", authorization));
    return request;
  }
}
