package org.paraat.sip.dialog;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.List;
import java.util.Optional;
import org.paraat.sip.message.Body;
import org.paraat.sip.message.HeaderLine;
import org.paraat.sip.transport.Flow;

/** A request other than INVITE that waits for our response. */
public interface IncomingRequest {

  /** The request as it was read; not to be changed. */
  SIPRequest message();

  /** The path that it came by. */
  Flow flow();

  default String method() {
    return message().getMethod();
  }

  /** Answers once; a second answer is ignored. */
  void respond(int status, String reasonPhrase, List<HeaderLine> headers, Optional<Body> body);

  default void respond(int status, String reasonPhrase) {
    respond(status, reasonPhrase, List.of(), Optional.empty());
  }

  /** The dialog that our acceptance of this SUBSCRIBE makes (RFC 6665 4.1). */
  NotifierDialog openDialog();

  /** Accepts within a dialog: says where we are and by which way. */
  void accept(List<HeaderLine> headers);

  /** Says 405 with the methods that we know. */
  void refuseMethod();
}
