package org.paraat.sip.digest;

import static java.time.Duration.ofMinutes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.message.Tokens;
import org.paraat.sip.simulation.VirtualLoop;

class DigestTest {
  private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress ELSEWHERE = InetAddress.ofLiteral("192.0.2.2");

  private final VirtualLoop loop = new VirtualLoop();
  private final RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(5);
  private final Tokens tokens = new Tokens(random);
  private final HashedSecret secret = HashedSecret.of("desk1", "paraat", "desk1-secret");
  private final DigestServer server =
      new DigestServer(
          "paraat",
          user -> user.equals("desk1") ? Optional.of(secret) : Optional.empty(),
          loop,
          random);

  private static SIPRequest register() {
    return SipMessages.request(
        "REGISTER",
        SipUris.parse("sip:127.0.0.1").orElseThrow(),
        SipMessages.from("", SipUris.of("desk1", "127.0.0.1"), "t"),
        SipMessages.to("", SipUris.of("desk1", "127.0.0.1")),
        SipMessages.callId("c"),
        1);
  }

  private Verdict verdictOn(SIPRequest request) {
    return server.verify(request, HERE);
  }

  private SIPResponse challenge(List<HeaderLine> lines) {
    SIPResponse response = new SIPResponse();
    try {
      response.setStatusCode(401);
    } catch (java.text.ParseException impossible) {
      throw new IllegalStateException(impossible);
    }
    lines.forEach(line -> SipMessages.add(response, line));
    return response;
  }

  private SIPRequest proof(List<HeaderLine> challenge, String user, String word) {
    SIPRequest request = register();
    Optional<HeaderLine> line =
        DigestClient.prove(
            request, challenge(challenge), new ClientCredentials(user, word), tokens);
    SipMessages.add(request, line.orElseThrow());
    return request;
  }

  private static SIPRequest with(String authorization) {
    SIPRequest request = register();
    SipMessages.add(request, new HeaderLine("Authorization", authorization));
    return request;
  }

  @Test
  void theExampleOfRfc2617IsProven() {
    // RFC 2617 3.5
    assertEquals(
        "6629fae49393a05397450978507c4ef1",
        DigestResponse.of(
            Algorithm.MD5,
            HashedSecret.of("Mufasa", "testrealm@host.com", "Circle Of Life").md5(),
            "dcd98b7102dd2f0e8b11d0f600bfb0c093",
            "00000001",
            "0a4f113b",
            "auth",
            "GET",
            "/dir/index.html"));
  }

  @Test
  void theExamplesOfRfc7616AreProven() {
    // RFC 7616 3.9.1
    HashedSecret mufasa = HashedSecret.of("Mufasa", "http-auth@example.org", "Circle of Life");
    String nonce = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    String cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
    assertEquals(
        "8ca523f5e9506fed4657c9700eebdbec",
        DigestResponse.of(
            Algorithm.MD5,
            mufasa.md5(),
            nonce,
            "00000001",
            cnonce,
            "auth",
            "GET",
            "/dir/index.html"));
    assertEquals(
        "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1",
        DigestResponse.of(
            Algorithm.SHA_256,
            mufasa.sha256(),
            nonce,
            "00000001",
            cnonce,
            "auth",
            "GET",
            "/dir/index.html"));
  }

  @Test
  void bothAlgorithmsAreOfferedAndAccepted() {
    assertEquals(2, server.challenge(register(), HERE).size());
    for (int i = 0; i < 2; i++) {
      assertEquals(
          new Verdict.Proven("desk1"),
          verdictOn(
              proof(List.of(server.challenge(register(), HERE).get(i)), "desk1", "desk1-secret")));
    }
  }

  @Test
  void aPhoneThatGivesUpAtWhatItDoesNotKnowIsOfferedMd5Alone() {
    assertEquals(1, server.challenge(registerOf("baresip v1.0.0 (x86_64/linux)"), HERE).size());
    assertEquals(1, server.challenge(registerOf("baresip v3.11.0 (x86_64/Linux)"), HERE).size());
    for (String good : List.of("baresip v3.12.0 (x86_64/Linux)", "baresip v4.1.0", "Yealink")) {
      assertEquals(2, server.challenge(registerOf(good), HERE).size(), good);
    }
    assertTrue(
        server
            .staleChallenge(registerOf("baresip v2.5.1"), HERE)
            .getFirst()
            .value()
            .contains("algorithm=MD5"));
  }

  private static SIPRequest registerOf(String userAgent) {
    SIPRequest request = register();
    SipMessages.add(request, new HeaderLine("User-Agent", userAgent));
    return request;
  }

  @Test
  void whoSaysNothingIsUnproven() {
    assertEquals(new Verdict.Unproven(), verdictOn(register()));
    assertEquals(new Verdict.Unproven(), verdictOn(with("Basic abc")));
    assertEquals(new Verdict.Unproven(), verdictOn(with("Digest realm=\"other\", username=\"x\"")));
    assertEquals(
        new Verdict.Unproven(),
        verdictOn(with("Digest realm=\"paraat\", algorithm=MD4, username=\"x\"")));
  }

  @Test
  void aWrongSecretAndAnUnknownUserLookTheSame() {
    assertEquals(
        new Verdict.Wrong("desk1"),
        verdictOn(proof(server.challenge(register(), HERE), "desk1", "guess")));
    assertEquals(
        new Verdict.Wrong("nobody"),
        verdictOn(proof(server.challenge(register(), HERE), "nobody", "nothing")));
    String nonce = server.challenge(register(), HERE).getFirst().value().split("nonce=")[1];
    assertInstanceOf(
        Verdict.Wrong.class,
        verdictOn(with("Digest realm=\"paraat\", response=\"\", nonce=" + nonce)));
  }

  @Test
  void aProofIsGoodOnce() {
    SIPRequest proof = proof(server.challenge(register(), HERE), "desk1", "desk1-secret");
    assertEquals(new Verdict.Proven("desk1"), verdictOn(proof));
    assertEquals(new Verdict.Stale("desk1"), verdictOn(proof));
  }

  @Test
  void anOldNonceIsStale() {
    SIPRequest proof = proof(server.challenge(register(), HERE), "desk1", "desk1-secret");
    loop.pass(ofMinutes(6));
    assertEquals(new Verdict.Stale("desk1"), verdictOn(proof));
    assertTrue(server.staleChallenge(register(), HERE).getFirst().value().endsWith("stale=true"));
  }

  @Test
  void aNonceThatIsNotOursIsStale() {
    HeaderLine forged =
        new HeaderLine(
            "WWW-Authenticate",
            server
                .challenge(register(), HERE)
                .getFirst()
                .value()
                .replaceFirst("nonce=\"....", "nonce=\"AAAA"));
    assertEquals(
        new Verdict.Stale("desk1"), verdictOn(proof(List.of(forged), "desk1", "desk1-secret")));
  }

  @Test
  void aGuessThatAnswersNoChallengeOfOursIsNotCountedAsOne() {
    assertInstanceOf(
        Verdict.Stale.class, verdictOn(with("Digest realm=\"paraat\", response=\"\"")));
    HeaderLine foreign =
        new HeaderLine("WWW-Authenticate", "Digest realm=\"paraat\", nonce=\"abc\", qop=\"auth\"");
    assertEquals(new Verdict.Stale("desk1"), verdictOn(proof(List.of(foreign), "desk1", "guess")));
  }

  @Test
  void aNonceIsGoodForTheAddressThatItWasIssuedTo() {
    SIPRequest proof = proof(server.challenge(register(), HERE), "desk1", "desk1-secret");
    assertEquals(new Verdict.Stale("desk1"), server.verify(proof, ELSEWHERE));
    assertEquals(new Verdict.Proven("desk1"), server.verify(proof, HERE));
  }

  private Verdict called(String proven, String requested) {
    HeaderLine challenge = server.challenge(register(), HERE).getFirst();
    SIPRequest honest = invite(proven);
    HeaderLine proof =
        DigestClient.prove(
                honest,
                challenge(List.of(challenge)),
                new ClientCredentials("desk1", "desk1-secret"),
                tokens)
            .orElseThrow();
    SIPRequest request = invite(requested);
    SipMessages.add(request, proof);
    return verdictOn(request);
  }

  private static SIPRequest invite(String uri) {
    return SipMessages.request(
        "INVITE",
        SipUris.parse(uri).orElseThrow(),
        SipMessages.from("", SipUris.of("desk1", "127.0.0.1"), "t"),
        SipMessages.to("", SipUris.of("1201", "127.0.0.1")),
        SipMessages.callId("c"),
        1);
  }

  @Test
  void aProofOfACallToOneNumberIsNoneForAnother() {
    assertEquals(new Verdict.Unproven(), called("sip:1201@127.0.0.1", "sip:0900123456@127.0.0.1"));
    assertEquals(new Verdict.Proven("desk1"), called("sip:1201@127.0.0.1", "sip:1201@127.0.0.1"));
  }

  @Test
  void aProofMayNameAnotherHostOrNobodyAtAll() {
    assertEquals(
        new Verdict.Proven("desk1"),
        called("sip:%2A1@post.example;transport=tcp", "sip:*1@127.0.0.1:5060;user=phone"));
    assertEquals(new Verdict.Proven("desk1"), called("sip:127.0.0.1:5060", "sip:1201@127.0.0.1"));
  }

  @Test
  void countsMayOvertakeEachOtherButNotComeTwice() {
    NonceBook book = new NonceBook(random, ofMinutes(5), 100);
    String nonce = book.issue(HERE, loop.now());
    assertTrue(book.take(nonce, 1));
    assertTrue(book.take(nonce, 3));
    assertTrue(book.take(nonce, 2));
    assertFalse(book.take(nonce, 2));
    assertFalse(book.take(nonce, 3));
    assertTrue(book.take(nonce, 500));
    assertFalse(book.take(nonce, 4));
    assertTrue(book.take(nonce, 499));
    assertFalse(book.take(nonce, 436));
  }

  @Test
  void aProofWithoutQualityIsGoodOnceForItsNonce() {
    String challenge =
        server.challenge(register(), HERE).getFirst().value().replace(", qop=\"auth\"", "");
    SIPRequest proof =
        proof(List.of(new HeaderLine("WWW-Authenticate", challenge)), "desk1", "desk1-secret");
    assertEquals(new Verdict.Proven("desk1"), verdictOn(proof));
    assertEquals(new Verdict.Stale("desk1"), verdictOn(proof));
  }

  private static InetSocketAddress at(String address, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(address), port);
  }

  @Test
  void whoGuessesIsSlowedDownButNotTheOthersThere() {
    AttemptLimiter limiter = new AttemptLimiter(loop, 10, ofMinutes(5));
    InetSocketAddress office = at("192.0.2.1", 5060);
    limiter.succeeded(office, "desk1");
    for (int i = 0; i < 10; i++) {
      assertTrue(limiter.mayTry(office, "admin"));
      limiter.failed(office, "admin");
    }
    assertFalse(limiter.mayTry(office, "admin"));
    assertTrue(limiter.mayTry(office, "desk1"));
    assertTrue(limiter.mayTry(office, "desk2"));
    assertTrue(limiter.mayTry(at("192.0.2.2", 5060), "admin"));
    for (int i = 0; i < 3; i++) {
      limiter.failed(at("192.0.2.1", 4444), "desk1");
    }
    assertFalse(limiter.mayTry(at("192.0.2.1", 4444), "desk1"));
    assertTrue(limiter.mayTry(office, "desk1"));
    loop.pass(ofMinutes(6));
    assertTrue(limiter.mayTry(office, "admin"));
  }

  @Test
  void guessingManyNamesIsSlowedDownToo() {
    AttemptLimiter limiter = new AttemptLimiter(loop, 10, ofMinutes(5));
    InetSocketAddress office = at("192.0.2.1", 5060);
    int tried = 0;
    for (int i = 0; i < 5000; i++) {
      if (limiter.mayTry(office, "user" + i)) {
        limiter.failed(office, "user" + i);
        tried++;
      }
    }
    assertTrue(tried <= 500, () -> "tried too many");
    limiter.succeeded(office, "desk1");
    assertTrue(limiter.mayTry(office, "desk1"));
  }
}
