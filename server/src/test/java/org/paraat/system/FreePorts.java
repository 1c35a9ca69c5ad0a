package org.paraat.system;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Ports that nobody uses now, below those that the system hands out itself: a foreign phone cannot
 * be asked to bind port 0 and to tell which one it got.
 */
final class FreePorts {
  /** Of the processes that share the classes of one test run; see server/pom.xml. */
  private static final int SHARES = Integer.getInteger("tests.forks", 1);

  private static final int SHARE =
      SHARES == 1 ? 0 : Integer.parseInt(System.getProperty("tests.fork")) - 1;
  private static final int COUNT = 16_000 / SHARES;
  private static final int FIRST = 15_000 + SHARE * COUNT;
  private static final int LAST = FIRST + COUNT;

  /** Each test run begins elsewhere, so that two of them on one machine seldom meet. */
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 61 % COUNT));

  private static final Set<Integer> TAKEN = ConcurrentHashMap.newKeySet();

  private FreePorts() {}

  /** One port, free for UDP and TCP, with the one above it free too (TLS takes it). */
  static int one() {
    return block(2);
  }

  /** The first of so many neighbours, an even one. */
  static int block(int count) {
    for (int tries = 0; tries < 2_000; tries++) {
      int first = FIRST + NEXT.getAndAdd(count + (count & 1)) % COUNT;
      first -= first & 1;
      if (first + count <= LAST && allFree(first, count)) {
        return first;
      }
    }
    throw new AssertionError("no " + count + " free ports between " + FIRST + " and " + LAST);
  }

  /** So many neighbours that nobody else is given as long as this process lives. */
  static int forGood(int count) {
    int first = block(count);
    IntStream.range(first, first + count).forEach(TAKEN::add);
    return first;
  }

  private static boolean allFree(int first, int count) {
    for (int port = first; port < first + count; port++) {
      if (TAKEN.contains(port) || !isFree(port)) {
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
