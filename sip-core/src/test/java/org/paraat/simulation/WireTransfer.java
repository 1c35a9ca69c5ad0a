package org.paraat.simulation;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** A REFER and what the platform said about it, as the wire has it. */
final class WireTransfer {
  final WireCall on;
  final long sequence;
  final String target;

  /** The Call-ID of the other call; empty when it is a transfer to a number. */
  final String replaces;

  final boolean wantsReports;
  final Instant askedAt;
  final Optional<WireCall> party;
  final Set<Long> finalReports = new HashSet<>();
  int status;
  Optional<Instant> acceptedAt = Optional.empty();
  Optional<Instant> reportedAt = Optional.empty();
  boolean isDone;
  boolean hasFailed;
  boolean isClosed;

  WireTransfer(WireCall on, Message refer, Instant at) {
    this.on = on;
    this.sequence = refer.sequence();
    this.askedAt = at;
    String uri = Message.uriIn(refer.header("Refer-To"));
    int headers = uri.indexOf("?Replaces=");
    this.target = Message.userOf(headers < 0 ? uri : uri.substring(0, headers));
    this.replaces = headers < 0 ? "" : callIdIn(uri.substring(headers + 10));
    this.wantsReports = !refer.header("Refer-Sub").equals("false");
    this.party = on.partner;
  }

  private static String callIdIn(String escaped) {
    int end = escaped.indexOf("%3B");
    return (end < 0 ? escaped : escaped.substring(0, end)).replace("%40", "@");
  }

  boolean isOpen() {
    return acceptedAt.isPresent() && !isClosed;
  }

  String told() {
    return "REFER "
        + sequence
        + " to "
        + target
        + (replaces.isEmpty() ? "" : " replacing " + replaces)
        + " on "
        + on.told()
        + " at "
        + askedAt;
  }
}
