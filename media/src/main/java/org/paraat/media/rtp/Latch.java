package org.paraat.media.rtp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Predicate;
import org.paraat.media.rtp.MediaSettings.Latching;

/**
 * Decides whose packets a session takes, and so where its own go (symmetric RTP).
 *
 * <p>The address of the description is taken at once. Another one must send five packets in a row
 * first, and only until somebody has done so: from then on the door is shut until a new address is
 * negotiated, or the known stream falls silent and goes on from elsewhere.
 */
final class Latch {
  static final int PACKETS_TO_LATCH = 5;
  static final Duration SILENCE_BEFORE_MOVING = Duration.ofSeconds(3);

  private static final InetSocketAddress NOWHERE =
      InetSocketAddress.createUnresolved("nowhere.invalid", 0);
  private static final long MOVING_NANOS = SILENCE_BEFORE_MOVING.toNanos();

  private final Latching latching;
  private final Predicate<InetSocketAddress> isOurs;
  private InetSocketAddress described = NOWHERE;
  private InetSocketAddress admitted = NOWHERE;
  private int admittedPackets;
  private int admittedSsrc;
  private long lastAdmitted;
  private InetSocketAddress candidate = NOWHERE;
  private int candidateSsrc;
  private int candidateNext;
  private int candidateRun;

  /**
   * @param isOurs whether an address leads back to ourselves: never latched, or sound would go
   *     round
   */
  Latch(Latching latching, Predicate<InetSocketAddress> isOurs) {
    this.latching = latching;
    this.isOurs = isOurs;
  }

  /** The address of a description; the same one again changes nothing. */
  void expect(InetSocketAddress address) {
    if (!address.equals(described)) {
      described = address;
      admitted = address;
      admittedPackets = 0;
      candidate = NOWHERE;
    }
  }

  boolean hasTarget() {
    return admitted != NOWHERE;
  }

  InetSocketAddress target() {
    return admitted;
  }

  /**
   * @param negotiated whether the packet carries something that was agreed
   */
  boolean admits(InetSocketAddress from, int ssrc, int sequence, boolean negotiated, long now) {
    if (from == admitted || from.equals(admitted)) {
      if (negotiated) {
        admittedPackets = Math.min(admittedPackets + 1, PACKETS_TO_LATCH);
        admittedSsrc = ssrc;
        lastAdmitted = now;
      }
      return true;
    }
    if (!negotiated || !mayBeTried(from, ssrc, now) || !completesRun(from, ssrc, sequence)) {
      return false;
    }
    if (isOurs.test(from)) {
      return false;
    }
    admitted = from;
    admittedPackets = PACKETS_TO_LATCH;
    admittedSsrc = ssrc;
    lastAdmitted = now;
    return true;
  }

  private boolean mayBeTried(InetSocketAddress from, int ssrc, long now) {
    boolean isShut = admittedPackets >= PACKETS_TO_LATCH;
    // A mobile network may move a stream to another address in the middle of a call.
    boolean moved = isShut && ssrc == admittedSsrc && now - lastAdmitted > MOVING_NANOS;
    if (isShut && !moved) {
      return false;
    }
    InetAddress known = described.getAddress();
    return latching == Latching.ANY_ADDRESS
        || known != null
            && (known.equals(from.getAddress()) || isBehindRouter(known, from.getAddress()));
  }

  /** Who named an address that only its own network knows can be heard from another one alone. */
  private static boolean isBehindRouter(InetAddress described, InetAddress source) {
    return described.isSiteLocalAddress()
        && !source.isSiteLocalAddress()
        && !source.isLoopbackAddress();
  }

  private boolean completesRun(InetSocketAddress from, int ssrc, int sequence) {
    boolean inRow = from.equals(candidate) && ssrc == candidateSsrc && sequence == candidateNext;
    candidate = from;
    candidateSsrc = ssrc;
    candidateNext = (sequence + 1) & 0xFFFF;
    candidateRun = inRow ? candidateRun + 1 : 1;
    return candidateRun >= PACKETS_TO_LATCH;
  }
}
