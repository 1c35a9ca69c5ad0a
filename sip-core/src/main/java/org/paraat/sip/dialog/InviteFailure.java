package org.paraat.sip.dialog;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
      implements InviteFailure {}

  /** Nobody answered the INVITE at all, or not to the end. */
  record TimedOut() implements InviteFailure {}

  /** The network said no: connection refused, closed port. */
  record Unreachable(String because) implements InviteFailure {}
}
