package org.paraat.sip.digest;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
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
    return switch (challenge.getStatusCode()) {
      case 401 ->
          prove(request, challenge, "WWW-Authenticate", credentials, tokens)
              .map(value -> new HeaderLine("Authorization", value));
      case 407 ->
          prove(request, challenge, "Proxy-Authenticate", credentials, tokens)
              .map(value -> new HeaderLine("Proxy-Authorization", value));
      default -> Optional.empty();
    };
  }

  private static Optional<String> prove(
      SIPRequest request,
      SIPResponse challenge,
      String name,
      ClientCredentials credentials,
      Tokens tokens) {
    for (String line : Headers.lines(challenge, name)) {
      Optional<DigestHeader> header = DigestHeader.parse(line);
      Optional<Algorithm> algorithm =
          header.flatMap(parsed -> Algorithm.of(parsed.parameter("algorithm")));
      if (algorithm.isPresent() && speaksOurQuality(header.get())) {
        String uri = request.getRequestURI().toString();
        return Optional.of(
            value(
                header.get(),
                algorithm.get(),
                credentials,
                request.getMethod(),
                uri,
                tokens.token()));
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
      String clientNonce) {
    String realm = challenge.text("realm");
    String nonce = challenge.text("nonce");
    String qop = hasAuth(challenge) ? "auth" : "";
    HashedSecret secret = HashedSecret.of(credentials.user(), realm, credentials.secret());
    String response =
        DigestResponse.of(
            algorithm, secret.with(algorithm), nonce, "00000001", clientNonce, qop, method, uri);
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
      value.append(", qop=auth, nc=00000001, cnonce=").append(Quoting.quoted(clientNonce));
    }
    return value.toString();
  }
}
