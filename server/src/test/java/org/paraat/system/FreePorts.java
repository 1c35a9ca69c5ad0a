package org.paraat.system;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports that nobody uses now, below those that the system hands out itself: a foreign phone cannot
 * be asked to bind port 0 and to tell which one it got.
 */
final class FreePorts {
  private static final int FIRST = 15_000;
  private static final int LAST = 31_000;

  /** Each process begins elsewhere, so that two test runs on one machine seldom meet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % (LAST - FIRST)));

  private FreePorts() {}

  /** One port, free for UDP and TCP, with the one above it free too (TLS takes it). */
  static int one() {
    return block(2);
  }

  /** The first of so many neighbours, an even one. */
  static int block(int count) {
    for (int tries = 0; tries < 2_000; tries++) {
      int first = FIRST + NEXT.getAndAdd(count + (count & 1)) % (LAST - FIRST);
      first -= first & 1;
      if (allFree(first, count)) {
        return first;
      }
    }
    throw new AssertionError("no " + count + " free ports between " + FIRST + " and " + LAST);
  }

  private static boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (!isFree(port)) {
        return false;
      }
    }
    return true;
  }

  static boolean isFree(int port) {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    try (var tcp = new ServerSocket();
        var udp = new DatagramSocket(null)) {
      tcp.setReuseAddress(true);
      tcp.bind(address);
      udp.bind(address);
      return true;
    } catch (IOException e) {
      return false; // that is the answer
    }
  }
}
