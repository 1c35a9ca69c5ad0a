package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Headers;
import org.paraat.sip.message.Reason;

/** Why a call that we placed came to nothing. */
public sealed interface InviteFailure {

  /**
   * A final response from 300 on.
   *
   * @param contacts where a 3xx points to, as written; at most eight
   */
  record Refused(
      int status,
      String reasonPhrase,
      List<String> contacts,
      Optional<Duration> retryAfter,
      Optional<Reason> reason)
      implements InviteFailure {
    private static final int MOST_CONTACTS = 8;

    static Refused by(SIPResponse response) {
      List<String> contacts =
          response.getContactHeaders() == null
              ? List.of()
              : response.getContactHeaders().getHeaderList().stream()
                  .filter(contact -> contact.getAddress() != null)
                  .limit(MOST_CONTACTS)
                  .map(contact -> contact.getAddress().getURI().toString())
                  .toList();
      return new Refused(
          response.getStatusCode(),
          Optional.ofNullable(response.getReasonPhrase()).orElse(""),
          contacts,
          Headers.retryAfter(response),
          Headers.reason(response));
    }
  }

  /** Nobody answered the INVITE at all, or not to the end. */
  record TimedOut() implements InviteFailure {}

  /** The network said no: connection refused, closed port. */
  record Unreachable(String because) implements InviteFailure {}
}
