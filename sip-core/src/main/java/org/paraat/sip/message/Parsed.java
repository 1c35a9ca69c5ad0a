package org.paraat.sip.message;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;

/** What some bytes turned out to be. */
public sealed interface Parsed {

  record Request(SIPRequest message) implements Parsed {}

  record Response(SIPResponse message) implements Parsed {}

  /** A request that is wrong, but tells enough of itself to be answered. */
  record Refusable(SIPRequest message, int status, String because) implements Parsed {}

  /** Nothing that could be answered. */
  record Unreadable(String because) implements Parsed {}
}
