package org.paraat.engine;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * What the latest calls looked like from outside and inside: their SIP messages, events and
 * commands in order. Never holds a secret.
 */
public interface CallLadders {

  /**
   * @param callId as {@code CallId.toString} writes it
   * @return empty when the call is unknown or too long ago
   */
  CompletionStage<List<Rung>> ladderOf(String callId);

  /**
   * One line of the ladder.
   *
   * @param leg such as {@code 1.in.42}; empty when it concerns the whole call
   * @param peer address of the other side; empty when it is not on the wire
   * @param text start line of a SIP message; the event or command in words
   */
  record Rung(Instant at, Kind kind, String leg, String peer, String text) {}

  enum Kind {
    SIP_RECEIVED,
    SIP_SENT,
    EVENT,
    COMMAND
  }
}
