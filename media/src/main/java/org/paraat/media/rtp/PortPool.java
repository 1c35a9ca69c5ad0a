package org.paraat.media.rtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.LongSupplier;
import org.paraat.media.PortUse;
import org.paraat.media.PortsExhausted;

/**
 * Hands out the even ports of a range, the one longest unused first, and lets each rest before it
 * is used again.
 *
 * <p>The odd port above each belongs to it (RTCP). Opened by the SIP loop, released by media loops:
 * hence the locks, none of which is on the way of a packet.
 */
final class PortPool {
  private final Deque<Integer> free = new ArrayDeque<>();
  private final Deque<Integer> open = new ArrayDeque<>();
  private final Deque<Resting> resting = new ArrayDeque<>();
  private final Set<Lease> leases = new LinkedHashSet<>();
  private final BitSet leased = new BitSet();
  private final long quarantineNanos;
  private final LongSupplier nanoTime;
  private long skipped;

  /** A port and who has it: the token that gives it back, never equal to an earlier one. */
  static final class Lease {
    private final int port;
    private final String owner;

    private Lease(int port, String owner) {
      this.port = port;
      this.owner = owner;
    }

    int port() {
      return port;
    }

    String owner() {
      return owner;
    }
  }

  private record Resting(int port, long since, boolean isOpen) {}

  /**
   * @param shuffling so that nobody can foretell the port of the next call
   */
  PortPool(int first, int last, Duration quarantine, LongSupplier nanoTime, Random shuffling) {
    List<Integer> ports = new ArrayList<>();
    for (int port = first; port + 1 <= last; port += 2) {
      ports.add(port);
    }
    Collections.shuffle(ports, shuffling);
    free.addAll(ports);
    this.quarantineNanos = quarantine.toNanos();
    this.nanoTime = nanoTime;
  }

  /** A port without open sockets. */
  synchronized Lease lease(String owner) throws PortsExhausted {
    endQuarantines();
    Integer port = free.poll();
    if (port == null) {
      throw new PortsExhausted(
          "no RTP port is free: %d in use, %d resting".formatted(leases.size(), resting.size()));
    }
    return leased(port, owner);
  }

  /** A port whose sockets are open; empty when there is none. */
  synchronized Optional<Lease> leaseOpen(String owner) {
    endQuarantines();
    Integer port = open.poll();
    return port == null ? Optional.empty() : Optional.of(leased(port, owner));
  }

  private Lease leased(int port, String owner) {
    Lease lease = new Lease(port, owner);
    leases.add(lease);
    leased.set(port);
    return lease;
  }

  /** A port whose sockets are open was not used after all: it waits behind the others. */
  synchronized void putBackOpen(Lease lease) {
    if (leases.remove(lease)) {
      leased.clear(lease.port());
      open.add(lease.port());
    }
  }

  /** The port comes back after its quarantine; harmless the second time. */
  synchronized void release(Lease lease) {
    rest(lease, false);
  }

  /** The same for a port whose sockets stay open. */
  synchronized void releaseOpen(Lease lease) {
    rest(lease, true);
  }

  private void rest(Lease lease, boolean isOpen) {
    if (leases.remove(lease)) {
      leased.clear(lease.port());
      resting.add(new Resting(lease.port(), nanoTime.getAsLong(), isOpen));
    }
  }

  synchronized boolean isLeased(int port) {
    return leased.get(port);
  }

  /** The port is in use by another program: it is tried again when it has rested. */
  synchronized void skip(Lease lease) {
    skipped++;
    release(lease);
  }

  synchronized PortUse use() {
    endQuarantines();
    return new PortUse(leases.size(), free.size() + open.size(), resting.size(), skipped);
  }

  synchronized List<String> owners() {
    return leases.stream().map(Lease::owner).toList();
  }

  private void endQuarantines() {
    long now = nanoTime.getAsLong();
    while (!resting.isEmpty() && now - resting.peek().since() >= quarantineNanos) {
      Resting rested = resting.poll();
      (rested.isOpen() ? open : free).add(rested.port());
    }
  }
}
