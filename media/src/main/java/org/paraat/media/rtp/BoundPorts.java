package org.paraat.media.rtp;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The RTP ports of one of our addresses with their sockets, of which some stay open at rest. */
final class BoundPorts {
  private static final Logger LOG = LoggerFactory.getLogger(BoundPorts.class);
  private static final int MOST_PORTS_TRIED = 64;
  private static final int MOST_PASSED_OVER = 8;
  private static final int MOST_AHEAD = 32;
  // A large one turns overload into delay.
  private static final int RECEIVE_BUFFER_BYTES = 32 * 1024;
  // DSCP EF (46): what networks give right of way to as voice.
  private static final int EXPEDITED_FORWARDING = 46 << 2;

  private final InetAddress address;
  private final int mostKept;
  private final PortPool pool;
  private final Map<Integer, SocketPair> kept = new ConcurrentHashMap<>();

  /** A port of somebody, open. */
  record Opened(PortPool.Lease lease, SocketPair sockets) {}

  /**
   * @throws IOException when the address is not one of this machine
   */
  BoundPorts(InetAddress address, MediaSettings.Ports range, Random shuffling) throws IOException {
    this.address = address;
    mostKept = range.mostKept();
    try (DatagramChannel probe = channel()) {
      probe.bind(new InetSocketAddress(address, 0));
    }
    pool =
        new PortPool(range.first(), range.last(), range.quarantine(), System::nanoTime, shuffling);
  }

  InetAddress address() {
    return address;
  }

  /**
   * Takes a port that is open, or opens the next one.
   *
   * @param freest the loop that a new pair would be carried by
   */
  Opened open(String owner, MediaLoop freest) throws PortsExhausted {
    List<Opened> passedOver = new ArrayList<>();
    try {
      Optional<Opened> rested = rested(owner, freest, passedOver);
      return rested.isPresent() ? rested.get() : fresh(owner, freest, passedOver);
    } catch (PortsExhausted e) {
      // Late packets are judged by latch and cipher like any: better than no call.
      if (passedOver.isEmpty()) {
        throw e;
      }
      return passedOver.removeFirst();
    } finally {
      passedOver.forEach(this::putBack);
    }
  }

  private Optional<Opened> rested(String owner, MediaLoop freest, List<Opened> passedOver) {
    for (int tries = 0; tries < MOST_PASSED_OVER; tries++) {
      Optional<PortPool.Lease> lease = pool.leaseOpen(owner);
      if (lease.isEmpty()) {
        break;
      }
      SocketPair pair = kept.remove(lease.get().port());
      if (pair == null || !pair.isOpen()) {
        pool.release(lease.get());
        continue;
      }
      Opened open = new Opened(lease.get(), pair);
      if (!pair.isDisturbed(System.nanoTime()) && isFair(pair, freest)) {
        return Optional.of(open);
      }
      passedOver.add(open);
    }
    return Optional.empty();
  }

  private Opened fresh(String owner, MediaLoop freest, List<Opened> passedOver)
      throws PortsExhausted {
    for (int tries = 0; tries < MOST_PORTS_TRIED; tries++) {
      PortPool.Lease lease = pool.lease(owner);
      try {
        SocketPair pair = boundPair(lease.port());
        pair.pinTo(freest);
        makeRoomFor(freest, passedOver);
        return new Opened(lease, pair);
      } catch (BindException e) {
        LOG.debug("RTP port {} is in use by another program", lease.port());
        pool.skip(lease);
      } catch (IOException e) {
        pool.release(lease);
        PortsExhausted exhausted =
            new PortsExhausted("no RTP port could be opened: " + e.getMessage());
        exhausted.initCause(e);
        throw exhausted;
      }
    }
    throw new PortsExhausted(MOST_PORTS_TRIED + " RTP ports in a row cannot be used");
  }

  // One pair of a fuller loop is closed, so that the new one may rest in its place.
  private void makeRoomFor(MediaLoop freest, List<Opened> passedOver) {
    for (Opened each : passedOver) {
      if (!isFair(each.sockets(), freest)) {
        passedOver.remove(each);
        close(each.sockets());
        pool.release(each.lease());
        return;
      }
    }
  }

  private void putBack(Opened passedOver) {
    kept.put(passedOver.lease().port(), passedOver.sockets());
    pool.putBackOpen(passedOver.lease());
  }

  // Open pairs belong to their loops: a loop must not fill up because its pairs rest well.
  private static boolean isFair(SocketPair pair, MediaLoop freest) {
    return pair.loop()
        .filter(loop -> loop.sessions().get() <= freest.sessions().get() + MOST_AHEAD)
        .isPresent();
  }

  /** Whether one more pair may stay open at rest; from any thread. */
  boolean hasRoom() {
    return kept.size() < mostKept;
  }

  /** A session has ended: its port rests, with its sockets if they are open. */
  void giveBack(PortPool.Lease lease, SocketPair sockets) {
    if (sockets.isOpen()) {
      kept.put(lease.port(), sockets);
      pool.releaseOpen(lease);
    } else {
      pool.release(lease);
    }
  }

  PortUse use() {
    return pool.use();
  }

  /** Whether a session has this port or the one below it; from any thread. */
  boolean isHeld(int port) {
    return pool.isLeased(port & ~1);
  }

  List<String> owners() {
    return pool.owners();
  }

  /** Closes what rests open. */
  void close() {
    kept.values().forEach(BoundPorts::close);
    kept.clear();
  }

  private static void close(SocketPair resting) {
    try {
      resting.close();
    } catch (IOException e) {
      LOG.warn("a resting RTP port did not close", e);
    }
  }

  private SocketPair boundPair(int port) throws IOException {
    DatagramChannel sound = bound(port);
    try {
      return new SocketPair(sound, bound(port + 1));
    } catch (IOException e) {
      sound.close();
      throw e;
    }
  }

  // SO_BROADCAST stays off: the system then refuses to send to all of a network at once.
  private DatagramChannel bound(int port) throws IOException {
    DatagramChannel channel = channel();
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
      channel.bind(new InetSocketAddress(address, port));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private DatagramChannel channel() throws IOException {
    return DatagramChannel.open(
        address instanceof Inet4Address
            ? StandardProtocolFamily.INET
            : StandardProtocolFamily.INET6);
  }
}
