package org.paraat.sip.transport;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How many connections are open, in all and of each source; changed on the loop only. */
final class Connections {
  private final ConnectionBounds bounds;
  private final Map<InetAddress, Integer> bySource = new LinkedHashMap<>();
  private volatile int open;
  private volatile int handshakes;

  Connections(ConnectionBounds bounds) {
    this.bounds = bounds;
  }

  ConnectionBounds bounds() {
    return bounds;
  }

  /** Counts one more that came in, unless it is too many. */
  Optional<Refusal> admit(InetAddress source) {
    int ofSource = bySource.getOrDefault(source, 0);
    if (open >= bounds.most()) {
      return Optional.of(Refusal.CONNECTIONS_FULL);
    } else if (ofSource >= bounds.mostOfSource()) {
      return Optional.of(Refusal.SOURCE_FULL);
    }
    bySource.put(source, ofSource + 1);
    open++;
    return Optional.empty();
  }

  /** One that came in is gone. */
  void left(InetAddress source) {
    bySource.computeIfPresent(source, (any, count) -> count == 1 ? null : count - 1);
    open--;
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
