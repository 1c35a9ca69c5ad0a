package org.paraat.system.load;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Calls between agents and callers of our own, without a server, so that what is measured is not
 * the first compilation of the load program.
 */
final class Rehearsal {
  private static final long SECOND = 1_000_000_000L;
  private static final int CALLS = 2_000;
  private static final int A_SECOND = 1_000;

  private Rehearsal() {}

  static void hold() throws IOException {
    int callersPort = freePort();
    SoundPorts silent = SoundPorts.silent(9);
    try (var wire = new Wire()) {
      var callersAddress = new InetSocketAddress("127.0.0.1", callersPort);
      var agents = new Agents(wire, callersAddress, 0, silent, SECOND / 1_000, (_, _, _) -> {});
      var agentsAddress = new InetSocketAddress("127.0.0.1", agents.port());
      var callers = new Callers(wire, agentsAddress, callersPort, "bench1", silent);
      for (int i = 0; i < CALLS; i++) {
        wire.after(i * SECOND / A_SECOND, callers::call);
      }
      wire.runUntil(() -> callers.over() == CALLS, 20 * SECOND);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
