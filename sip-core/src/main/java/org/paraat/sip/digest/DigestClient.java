package org.paraat.sip.digest;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Quoting;
import org.paraat.sip.message.Tokens;

/** Answers challenges with a proof, as a phone and a registering trunk must. */
public final class DigestClient {
  private DigestClient() {}

  /**
   * The proof to send with the next try.
   *
   * @param challenge a 401 or 407 to the request
   * @return empty when the response challenges nothing that we can answer
   */
  public static Optional<HeaderLine> prove(
      SIPRequest request, SIPResponse challenge, ClientCredentials credentials, Tokens tokens) {
    return chosen(challenge).map(chosen -> chosen.proof(request, credentials, 1, tokens.token()));
  }

  /**
   * A challenge that we can answer, as often as its nonce lives.
   *
   * @param name of the header that the proof stands in
   */
  record Chosen(String name, DigestHeader challenge, Algorithm algorithm) {
    HeaderLine proof(
        SIPRequest request, ClientCredentials credentials, int nonceCount, String clientNonce) {
      String uri = request.getRequestURI().toString();
      return new HeaderLine(
          name,
          value(
              challenge,
              algorithm,
              credentials,
              request.getMethod(),
              uri,
              nonceCount,
              clientNonce));
    }
  }

  static Optional<Chosen> chosen(SIPResponse challenge) {
    return switch (challenge.getStatusCode()) {
      case 401 -> chosen(challenge, "WWW-Authenticate", "Authorization");
      case 407 -> chosen(challenge, "Proxy-Authenticate", "Proxy-Authorization");
      default -> Optional.empty();
    };
  }

  private static Optional<Chosen> chosen(SIPResponse challenge, String name, String answer) {
    for (String line : Headers.lines(challenge, name)) {
      Optional<DigestHeader> header = DigestHeader.parse(line);
      Optional<Algorithm> algorithm =
          header.flatMap(parsed -> Algorithm.of(parsed.parameter("algorithm")));
      if (algorithm.isPresent() && speaksOurQuality(header.get())) {
        return Optional.of(new Chosen(answer, header.get(), algorithm.get()));
      }
    }
    return Optional.empty();
  }

  private static boolean speaksOurQuality(DigestHeader challenge) {
    return challenge.parameter("qop").isEmpty() || hasAuth(challenge);
  }

  private static boolean hasAuth(DigestHeader challenge) {
    return List.of(challenge.text("qop").toLowerCase(Locale.ROOT).split("\\s*,\\s*"))
        .contains("auth");
  }

  static String value(
      DigestHeader challenge,
      Algorithm algorithm,
      ClientCredentials credentials,
      String method,
      String uri,
      int nonceCount,
      String clientNonce) {
    String count = HexFormat.of().toHexDigits(nonceCount);
    String realm = challenge.text("realm");
    String nonce = challenge.text("nonce");
    String qop = hasAuth(challenge) ? "auth" : "";
    HashedSecret secret = HashedSecret.of(credentials.user(), realm, credentials.secret());
    String response =
        DigestResponse.of(
            algorithm, secret.with(algorithm), nonce, count, clientNonce, qop, method, uri);
    StringBuilder value = new StringBuilder(256);
    value.append("Digest username=").append(Quoting.quoted(credentials.user()));
    value.append(", realm=").append(Quoting.quoted(realm));
    value.append(", nonce=").append(Quoting.quoted(nonce));
    value.append(", uri=").append(Quoting.quoted(uri));
    value.append(", response=\"").append(response).append('"');
    value.append(", algorithm=").append(algorithm.token());
    challenge
        .parameter("opaque")
        .ifPresent(opaque -> value.append(", opaque=").append(Quoting.quoted(opaque)));
    if (!qop.isEmpty()) {
      value.append(", qop=auth, nc=").append(count);
      value.append(", cnonce=").append(Quoting.quoted(clientNonce));
    }
    return value.toString();
  }
}
