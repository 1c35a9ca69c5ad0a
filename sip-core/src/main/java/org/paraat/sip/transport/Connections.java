package org.paraat.sip.transport;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many connections are open, in all and of each source; changed on the loop only. */
final class Connections {
  /** Who has one IPv6 address has all those of its network: 64 bits (RFC 4291 2.5.4). */
  private static final int BYTES_OF_SOURCE = 8;

  private static final int SHARE_OF_OURS = 10;

  private final ConnectionBounds bounds;
  private final Map<ByteBuffer, Integer> bySource = new LinkedHashMap<>();
  private int cameIn;
  private long unfinished;
  private volatile int open;
  private volatile int handshakes;

  Connections(ConnectionBounds bounds) {
    this.bounds = bounds;
  }

  ConnectionBounds bounds() {
    return bounds;
  }

  /** Counts one more that came in, unless it is too many. */
  Optional<Refusal> admit(InetAddress address) {
    ByteBuffer source = source(address);
    int ofSource = bySource.getOrDefault(source, 0);
    int mayComeIn = bounds.most() - bounds.most() / SHARE_OF_OURS;
    if (open >= bounds.most() || cameIn >= mayComeIn) {
      return Optional.of(Refusal.CONNECTIONS_FULL);
    } else if (ofSource >= bounds.mostOfSource()) {
      return Optional.of(Refusal.SOURCE_FULL);
    }
    bySource.put(source, ofSource + 1);
    cameIn++;
    open++;
    return Optional.empty();
  }

  /** One that came in is gone. */
  void left(InetAddress address) {
    bySource.computeIfPresent(source(address), (any, count) -> count == 1 ? null : count - 1);
    cameIn--;
    open--;
  }

  private static ByteBuffer source(InetAddress address) {
    byte[] number = address.getAddress();
    return ByteBuffer.wrap(number, 0, Math.min(number.length, BYTES_OF_SOURCE));
  }

  /**
   * A connection keeps so much more, or less, of a large message whose end has not come.
   *
   * @return whether that is still within the bound of all together
   */
  boolean holdsMore(int bytes) {
    unfinished += bytes;
    return unfinished <= bounds.mostBytesUnfinished();
  }

  /** Whether one of our own making fits; counted if so. */
  boolean makesRoom() {
    if (open >= bounds.most()) {
      return false;
    }
    open++;
    return true;
  }

  /** One of our own making is gone. */
  void gaveUpRoom() {
    open--;
  }

  boolean mayShakeHands() {
    return handshakes < bounds.mostHandshakes();
  }

  void handshakeBegan() {
    handshakes++;
  }

  void handshakeEnded() {
    handshakes--;
  }

  /** From any thread. */
  int open() {
    return open;
  }

  /** From any thread. */
  int handshakes() {
    return handshakes;
  }
}
