package org.paraat.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/** The sound of a phone that says back what it hears. */
final class Echo implements AutoCloseable {
  private static final int LARGEST_PACKET = 2_000;

  private final DatagramSocket socket;
  private final AtomicInteger packets = new AtomicInteger();
  private volatile boolean isSilent;

  Echo(String of) {
    try {
      socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().name("echo-" + of).daemon().start(this::sayBack);
  }

  private void sayBack() {
    var packet = new DatagramPacket(new byte[LARGEST_PACKET], LARGEST_PACKET);
    while (!socket.isClosed()) {
      try {
        packet.setLength(LARGEST_PACKET);
        socket.receive(packet);
        packets.incrementAndGet();
        if (!isSilent) {
          socket.send(packet);
        }
      } catch (IOException over) {
        socket.close(); // as a rule it was closed before
      }
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** How many packets it has heard. */
  int heard() {
    return packets.get();
  }

  /** From now on it says nothing of itself. */
  void fallsSilent() {
    isSilent = true;
  }

  /** Sends keys as tones to a port of this machine; returns at the end. */
  void sounds(String keys, int port) {
    KeyTones.of(keys).sendFrom(socket, port);
  }

  @Override
  public void close() {
    socket.close();
  }
}
