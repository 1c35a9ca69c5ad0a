package org.paraat.sip.digest;

import gov.nist.javax.sip.message.SIPRequest;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.SipUris;
import org.paraat.sip.transport.Loop;

/** Challenges senders of requests and checks their proofs. Used on the loop only. */
public final class DigestServer {
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MOST_NONCES = 50_000;
  private static final HashedSecret NOBODY = HashedSecret.of("nobody", "nowhere", "nothing");

  private final String realm;
  private final Credentials credentials;
  private final Loop loop;
  private final NonceBook nonces;
  private final List<Algorithm> offered;
  private final String opaque;

  /**
   * Offers MD5 before SHA-256: RFC 8760 lets a phone take the first that it knows, and old phones
   * look at the first only.
   *
   * @param random a {@code SecureRandom}; seeded in tests
   */
  public DigestServer(String realm, Credentials credentials, Loop loop, RandomGenerator random) {
    this(realm, credentials, loop, random, List.of(Algorithm.MD5, Algorithm.SHA_256));
  }

  public DigestServer(
      String realm,
      Credentials credentials,
      Loop loop,
      RandomGenerator random,
      List<Algorithm> offered) {
    this.realm = realm;
    this.credentials = credentials;
    this.loop = loop;
    this.offered = List.copyOf(offered);
    nonces = new NonceBook(random, LIFETIME, MOST_NONCES);
    opaque = Long.toHexString(random.nextLong());
  }

  /**
   * The headers of a 401 to a phone that has not proven itself.
   *
   * @param from where the proof is to come from
   */
  public List<HeaderLine> challenge(SIPRequest request, InetAddress from) {
    return challenge(request, from, "");
  }

  /** The headers of a 401 to a phone whose proof was too old: it need not ask its user. */
  public List<HeaderLine> staleChallenge(SIPRequest request, InetAddress from) {
    return challenge(request, from, ", stale=true");
  }

  private List<HeaderLine> challenge(SIPRequest request, InetAddress from, String addition) {
    String nonce = nonces.issue(from, loop.now());
    boolean isFirstAlone = OneChallengeAlone.isWantedBy(request);
    List<HeaderLine> challenges = new ArrayList<>();
    for (Algorithm algorithm : isFirstAlone ? offered.subList(0, 1) : offered) {
      challenges.add(
          new HeaderLine(
              "WWW-Authenticate",
              "Digest realm="
                  + Quoting.quoted(realm)
                  + ", nonce=\""
                  + nonce
                  + "\", opaque=\""
                  + opaque
                  + "\", algorithm="
                  + algorithm.token()
                  + ", qop=\"auth\""
                  + addition));
    }
    return challenges;
  }

  /** Checks the proof for our realm in a request. */
  public Verdict verify(SIPRequest request, InetAddress from) {
    for (String line : Headers.lines(request, "Authorization")) {
      Optional<DigestHeader> proof =
          DigestHeader.parse(line).filter(header -> header.text("realm").equals(realm));
      if (proof.isPresent()) {
        return isOfRequest(request, proof.get())
            ? verify(request.getMethod(), proof.get(), from)
            : new Verdict.Unproven();
      }
    }
    return new Verdict.Unproven();
  }

  /**
   * RFC 7616 3.4.6: whoever hears a proof must not call another number with it. The rest of the URI
   * may differ behind proxies, and some software names nobody there.
   */
  private static boolean isOfRequest(SIPRequest request, DigestHeader proof) {
    if (!request.getMethod().equals("INVITE")) {
      return true;
    }
    String called = SipUris.parse(proof.text("uri")).map(SipUris::user).orElse("");
    return called.isEmpty() || called.equals(SipUris.user(request.getRequestURI()));
  }

  private Verdict verify(String method, DigestHeader proof, InetAddress from) {
    String user = proof.text("username");
    String qop = proof.text("qop").toLowerCase(Locale.ROOT);
    Optional<Algorithm> algorithm =
        Algorithm.of(proof.parameter("algorithm")).filter(offered::contains);
    if (algorithm.isEmpty() || (!qop.isEmpty() && !qop.equals("auth"))) {
      return new Verdict.Unproven();
    }
    // What answers no challenge of ours tells nothing about a secret: it is not even a guess.
    Optional<Instant> issued = nonces.issued(from, proof.text("nonce"));
    if (issued.isEmpty()) {
      return new Verdict.Stale(user);
    }
    // Even for nobody the same is computed: the time must not tell who exists.
    Optional<HashedSecret> known = credentials.of(user);
    String expected =
        DigestResponse.of(
            algorithm.get(),
            known.orElse(NOBODY).with(algorithm.get()),
            proof.text("nonce"),
            proof.text("nc"),
            proof.text("cnonce"),
            qop,
            method,
            proof.text("uri"));
    boolean isRight =
        MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8),
            proof.text("response").toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
    if (!isRight || known.isEmpty()) {
      return new Verdict.Wrong(user);
    }
    return isUsable(proof, qop, issued.get()) ? new Verdict.Proven(user) : new Verdict.Stale(user);
  }

  private boolean isUsable(DigestHeader proof, String qop, Instant issued) {
    long count = qop.isEmpty() ? 1 : count(proof.text("nc"));
    return count > 0
        && nonces.isFresh(issued, loop.now())
        && nonces.take(proof.text("nonce"), count);
  }

  private static long count(String hexadecimal) {
    try {
      return hexadecimal.length() > 8 ? -1 : Long.parseLong(hexadecimal, 16);
    } catch (NumberFormatException malformed) {
      return -1;
    }
  }
}
