package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The two carriers of the demo, at the ports of this process: they answer probes while no foreign
 * phone has borrowed the port, so that a trunk is down only where a test wants it.
 */
final class Carriers implements AutoCloseable {
  static final int A = FreePorts.forGood(3);
  static final int B = A + 2;

  private final Map<Integer, ProbeAnswers> answering = new TreeMap<>();

  Carriers() {
    takeBack(A);
    takeBack(B);
  }

  /** From now on a foreign phone may use the port. */
  void lend(int port) {
    Optional.ofNullable(answering.remove(port)).ifPresent(ProbeAnswers::close);
  }

  /** The foreign phone has ended. */
  void takeBack(int port) {
    if (!answering.containsKey(port)) {
      answering.put(
          port,
          Patience.find("port " + port, Duration.ofSeconds(5), () -> ProbeAnswers.open(port)));
    }
  }

  @Override
  public void close() {
    answering.values().forEach(ProbeAnswers::close);
  }

  /** Answers each request on a port with 200. */
  private record ProbeAnswers(DatagramSocket socket, Thread thread) {

    static Optional<ProbeAnswers> open(int port) {
      try {
        var socket =
            new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        var thread =
            Thread.ofPlatform().name("carrier-" + port).daemon().start(() -> answer(socket));
        return Optional.of(new ProbeAnswers(socket, thread));
      } catch (IOException e) {
        return Optional.empty(); // the phone that had it is still ending
      }
    }

    private static void answer(DatagramSocket socket) {
      var packet = new DatagramPacket(new byte[65_535], 65_535);
      while (!socket.isClosed()) {
        try {
          socket.receive(packet);
          String request =
              new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
          if (request.startsWith("OPTIONS ")) {
            byte[] answer = ok(request).getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
          }
        } catch (IOException e) {
          if (!socket.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    private static String ok(String request) {
      return request
          .lines()
          .filter(line -> line.matches("(?i)(via|v|from|f|to|t|call-id|i|cseq)\\s*:.*"))
          .map(line -> line.matches("(?i)to?\\s*:.*") ? line + ";tag=carrier" : line)
          .collect(
              Collectors.joining("\r\n", "SIP/2.0 200 OK\r\n", "\r\nContent-Length: 0\r\n\r\n"));
    }

    void close() {
      socket.close();
      try {
        thread.join(2_000);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
