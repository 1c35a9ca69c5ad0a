package org.paraat.server.rehearsal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final Duration PLENTY = Duration.ofSeconds(30);

  @Test
  void itCarriesAsManyCallsAsItIsAskedTo() throws IOException {
    assertEquals(30, rehearsal().hold(30, PLENTY, () -> true));
  }

  @Test
  void itEndsWhenARealCallNeedsTheMachine() throws IOException {
    var looks = new AtomicInteger();
    int carried = rehearsal().hold(100_000, PLENTY, () -> looks.incrementAndGet() < 20);
    assertTrue(carried < 20, "carried " + carried);
  }

  private static Rehearsal rehearsal() throws IOException {
    int first = freePort() & ~1;
    return new Rehearsal(
        (prompt, language) -> Optional.empty(),
        Math.min(first, 64_000),
        Math.min(first, 64_000) + 999);
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
