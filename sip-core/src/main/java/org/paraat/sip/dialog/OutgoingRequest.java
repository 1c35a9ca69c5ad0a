package org.paraat.sip.dialog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.digest.Proofs;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Flow;

/**
 * A request outside any dialog to send: OPTIONS, REGISTER, MESSAGE.
 *
 * @param target the request URI
 * @param to empty: the target itself
 * @param patience after which time without a final response it is given up
 * @param proofs what to answer a challenge with
 */
public record OutgoingRequest(
    String method,
    String target,
    Flow flow,
    Party from,
    Optional<Party> to,
    List<HeaderLine> headers,
    Optional<Body> body,
    Duration patience,
    Optional<Proofs> proofs) {

  private static final Duration TIMER_F = Duration.ofSeconds(32);

  public OutgoingRequest {
    headers = List.copyOf(headers);
  }

  public static OutgoingRequest of(String method, String target, Flow flow, Party from) {
    return new OutgoingRequest(
        method,
        target,
        flow,
        from,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        TIMER_F,
        Optional.empty());
  }

  public OutgoingRequest with(String name, String value) {
    List<HeaderLine> more = new ArrayList<>(headers);
    more.add(new HeaderLine(name, value));
    return new OutgoingRequest(method, target, flow, from, to, more, body, patience, proofs);
  }

  public OutgoingRequest addressedTo(Party other) {
    return new OutgoingRequest(
        method, target, flow, from, Optional.of(other), headers, body, patience, proofs);
  }

  public OutgoingRequest carrying(Body content) {
    return new OutgoingRequest(
        method, target, flow, from, to, headers, Optional.of(content), patience, proofs);
  }

  /** Gives up sooner than a transaction would: an OPTIONS probe of a trunk. */
  public OutgoingRequest givingUpAfter(Duration time) {
    return new OutgoingRequest(method, target, flow, from, to, headers, body, time, proofs);
  }

  public OutgoingRequest provingBy(ClientCredentials secret) {
    return provingBy(new Proofs(secret));
  }

  /** One of several requests to the same server, which need not be challenged each time. */
  public OutgoingRequest provingBy(Proofs known) {
    return new OutgoingRequest(
        method, target, flow, from, to, headers, body, patience, Optional.of(known));
  }
}
