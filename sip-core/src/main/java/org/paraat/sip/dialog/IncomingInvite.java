package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Flow;

/** A call that comes in: its caller hears 100 Trying next unless it is answered at once. */
public interface IncomingInvite {

  /** The request as it was read, until it is refused or accepted for good; not to be changed. */
  SIPRequest message();

  /** The path that it came by. */
  Flow flow();

  /** The caller's offer; empty when it wants one from us. */
  Optional<String> sdp();

  /** Refuses without a leg: a challenge, an unknown sender, too busy. */
  void refuse(int status, String reasonPhrase, List<HeaderLine> headers);

  /** Makes it a leg; when the caller gave up already, the listener hears so at once. */
  InviteDialog open(InviteListener listener);
}
