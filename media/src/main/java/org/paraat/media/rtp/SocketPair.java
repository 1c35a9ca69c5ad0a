package org.paraat.media.rtp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The two sockets of a session: the even port for sound, the odd one above it for reports.
 *
 * <p>To open them costs two dozen system calls: so a pair may stay open while its port rests, swept
 * by its loop, and serve another session then.
 */
final class SocketPair {
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  // More than the receive buffer of a socket holds.
  private static final int MOST_WAITING = 256;

  private final DatagramChannel sound;
  private final DatagramChannel control;
  private Optional<MediaLoop> loop = Optional.empty();
  private volatile boolean wasSwept;
  private volatile long lastSwept;

  SocketPair(DatagramChannel sound, DatagramChannel control) {
    this.sound = sound;
    this.control = control;
  }

  DatagramChannel sound() {
    return sound;
  }

  DatagramChannel control() {
    return control;
  }

  boolean isOpen() {
    return sound.isOpen() && control.isOpen();
  }

  /** The loop that carried it before; empty when it is new. */
  Optional<MediaLoop> loop() {
    return loop;
  }

  void pinTo(MediaLoop carrier) {
    loop = Optional.of(carrier);
  }

  /** Whether late packets of the session before still came a moment ago; from any thread. */
  boolean isDisturbed(long now) {
    return wasSwept && now - lastSwept < QUIET_NANOS;
  }

  /** A session has it from now on: what still waits was not for that. */
  void serve(Selector selector, MediaLoop.Port ofSound, MediaLoop.Port ofReports)
      throws ClosedChannelException {
    if (wasSwept && loop.isPresent()) {
      drain(sound, loop.get());
      drain(control, loop.get());
    }
    listen(selector, ofSound, ofReports);
  }

  private void drain(DatagramChannel channel, MediaLoop carrier) {
    for (int i = 0; i < MOST_WAITING && sweep(channel, carrier); i++) {
      // the sweep does it
    }
  }

  private void listen(Selector selector, MediaLoop.Port ofSound, MediaLoop.Port ofReports)
      throws ClosedChannelException {
    attach(sound, selector, ofSound);
    attach(control, selector, ofReports);
  }

  private static void attach(DatagramChannel channel, Selector selector, MediaLoop.Port port)
      throws ClosedChannelException {
    SelectionKey key = channel.keyFor(selector);
    if (key == null) {
      channel.register(selector, SelectionKey.OP_READ, port);
    } else {
      key.attach(port);
    }
  }

  /** Stays open without a session: what comes is thrown away, so that nobody ever hears it. */
  void rest(MediaLoop carrier) throws ClosedChannelException {
    wasSwept = false;
    listen(carrier.selector(), () -> sweep(sound, carrier), () -> sweep(control, carrier));
  }

  /**
   * @return whether there may be more
   */
  private boolean sweep(DatagramChannel channel, MediaLoop carrier) {
    try {
      if (channel.receive(carrier.received().clear()) == null) {
        return false;
      }
    } catch (ClosedChannelException e) {
      return false;
    } catch (IOException e) {
      // An ICMP message about what the session before sent: as late as a packet.
      carrier.strayCame();
      return true;
    }
    carrier.strayCame();
    lastSwept = System.nanoTime();
    wasSwept = true;
    return true;
  }

  /** Closes both, whatever happens to the first. */
  void close() throws IOException {
    try {
      sound.close();
    } finally {
      control.close();
    }
  }
}
