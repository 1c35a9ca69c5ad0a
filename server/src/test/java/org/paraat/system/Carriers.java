package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The two carriers of the demo, at their fixed ports: they answer probes while no foreign phone has
 * borrowed the port, so that a trunk is down only where a test wants it.
 */
final class Carriers implements AutoCloseable {
  static final int A = 5080;
  static final int B = 5082;
  private static final Duration OTHER_RUNS_MAY_TAKE = Duration.ofMinutes(10);

  private final FileChannel lockFile;
  private final FileLock lock;
  private final Map<Integer, ProbeAnswers> answering = new TreeMap<>();

  /** Waits for other test runs on this machine, as there is one pair of such ports. */
  Carriers() {
    Path path = Path.of(System.getProperty("java.io.tmpdir"), "paraat-carriers.lock");
    try {
      lockFile = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lock =
        Patience.find(
            "the carriers' ports, which another test run on this machine uses",
            OTHER_RUNS_MAY_TAKE,
            () -> Optional.ofNullable(lockFile.tryLock()));
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
    try {
      lock.release();
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
