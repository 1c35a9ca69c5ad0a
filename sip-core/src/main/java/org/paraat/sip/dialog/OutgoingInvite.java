package org.paraat.sip.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.digest.ClientCredentials;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.message.SipMessages;
import org.paraat.sip.transport.Flow;

/**
 * A call to place.
 *
 * @param target the request URI, such as a phone's contact
 * @param flow the path to send it by
 * @param sdp our offer; empty: the peer is to make one
 * @param credentials what to answer a challenge with
 * @param hopsLeft Max-Forwards
 */
public record OutgoingInvite(
    String target,
    Flow flow,
    Party from,
    Optional<Party> to,
    Optional<Party> assertedIdentity,
    List<HeaderLine> headers,
    Optional<String> sdp,
    Optional<ClientCredentials> credentials,
    int hopsLeft) {

  public OutgoingInvite {
    headers = List.copyOf(headers);
  }

  public static OutgoingInvite to(String target, Flow flow, Party from, String sdp) {
    return new OutgoingInvite(
        target,
        flow,
        from,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.of(sdp),
        Optional.empty(),
        SipMessages.MOST_HOPS);
  }

  /** As a trunk is to show it further on, whatever From says. */
  public OutgoingInvite asserting(Party identity) {
    return new OutgoingInvite(
        target, flow, from, to, Optional.of(identity), headers, sdp, credentials, hopsLeft);
  }

  /** With another To than the target. */
  public OutgoingInvite addressedTo(Party called) {
    return new OutgoingInvite(
        target,
        flow,
        from,
        Optional.of(called),
        assertedIdentity,
        headers,
        sdp,
        credentials,
        hopsLeft);
  }

  /** With one header more: {@code Alert-Info}, {@code Priority}. */
  public OutgoingInvite with(String name, String value) {
    List<HeaderLine> more = new ArrayList<>(headers);
    more.add(new HeaderLine(name, value));
    return new OutgoingInvite(
        target, flow, from, to, assertedIdentity, more, sdp, credentials, hopsLeft);
  }

  /** Part of a call that came from elsewhere: a circle of such calls must end (RFC 7332). */
  public OutgoingInvite passedOnAtMost(int hops) {
    return new OutgoingInvite(
        target, flow, from, to, assertedIdentity, headers, sdp, credentials, hops);
  }

  /** Without an offer: the peer makes one in its 200. */
  public OutgoingInvite withoutOffer() {
    return new OutgoingInvite(
        target, flow, from, to, assertedIdentity, headers, Optional.empty(), credentials, hopsLeft);
  }

  public OutgoingInvite provingBy(ClientCredentials secret) {
    return new OutgoingInvite(
        target, flow, from, to, assertedIdentity, headers, sdp, Optional.of(secret), hopsLeft);
  }
}
