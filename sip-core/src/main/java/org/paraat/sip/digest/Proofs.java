package org.paraat.sip.digest;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.Tokens;

/** Proves one account to one server, ahead of being asked for as long as a nonce lives. */
public final class Proofs {
  private final ClientCredentials credentials;
  private Optional<DigestClient.Chosen> challenge = Optional.empty();
  private int used;

  public Proofs(ClientCredentials credentials) {
    this.credentials = credentials;
  }

  /** What to send before any challenge: the latest nonce once more (RFC 7616 3.4, nc). */
  public Optional<HeaderLine> ahead(SIPRequest request, Tokens tokens) {
    return challenge
        .filter(known -> known.challenge().parameter("qop").isPresent())
        .map(known -> known.proof(request, credentials, ++used, tokens.token()));
  }

  /** The answer to a challenge; empty when it challenges nothing that we can answer. */
  public Optional<HeaderLine> answer(SIPRequest request, SIPResponse response, Tokens tokens) {
    Optional<DigestClient.Chosen> asked = DigestClient.chosen(response);
    if (asked.isPresent()) {
      challenge = asked;
      used = 1;
    }
    return asked.map(known -> known.proof(request, credentials, used, tokens.token()));
  }
}
