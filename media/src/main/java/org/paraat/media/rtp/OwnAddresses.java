package org.paraat.media.rtp;

import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import org.paraat.media.PortsExhausted;
import org.paraat.media.rtp.MediaSettings.Shown;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of our addresses serves a peer, which one it is told, and which ones are ours at all. */
final class OwnAddresses {
  private static final int MOST_KNOWN = 1024;
  private static final int ANY_PORT = 9;
  private static final long A_ROUTE_STANDS_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final Logger LOG = LoggerFactory.getLogger(OwnAddresses.class);

  private final List<InetAddress> bound;
  private final Shown shown;
  private final boolean needsRoutes;
  private final Set<InetAddress> ours = ConcurrentHashMap.newKeySet();
  private final Function<InetAddress, Optional<InetAddress>> router;
  private final LongSupplier nanoTime;
  private final Map<InetAddress, Route> routes =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Route> eldest) {
          return size() > MOST_KNOWN;
        }
      };
  private boolean hasWarned;

  private record Route(InetAddress source, long since) {}

  OwnAddresses(List<InetAddress> bound, Shown shown) throws SocketException {
    this(bound, shown, OwnAddresses::routed, System::nanoTime);
  }

  /**
   * @param router tells from which of our addresses the system would send to a peer
   */
  OwnAddresses(
      List<InetAddress> bound,
      Shown shown,
      Function<InetAddress, Optional<InetAddress>> router,
      LongSupplier nanoTime)
      throws SocketException {
    this.bound = bound;
    this.shown = shown;
    this.router = router;
    this.nanoTime = nanoTime;
    boolean isAnywhere = bound.stream().anyMatch(InetAddress::isAnyLocalAddress);
    needsRoutes = isAnywhere || bound.size() > 1;
    ours.addAll(bound);
    if (isAnywhere) {
      var ofMachine = new HashSet<InetAddress>();
      NetworkInterface.networkInterfaces()
          .forEach(each -> each.inetAddresses().forEach(ofMachine::add));
      ours.addAll(ofMachine);
    }
  }

  boolean speakWith(InetAddress peer) {
    return bound.stream().anyMatch(each -> serves(each, peer));
  }

  // The wildcard of IPv6 takes both versions.
  private static boolean serves(InetAddress ours, InetAddress peer) {
    return ours.getClass() == peer.getClass()
        || ours instanceof Inet6Address && ours.isAnyLocalAddress();
  }

  /** Where our end for this peer is bound; the first of all when none fits. */
  InetAddress serving(InetAddress peer) {
    if (bound.size() == 1) {
      return bound.getFirst();
    }
    List<InetAddress> fitting = bound.stream().filter(each -> serves(each, peer)).toList();
    if (fitting.size() <= 1) {
      return fitting.isEmpty() ? bound.getFirst() : fitting.getFirst();
    }
    Optional<InetAddress> source = sourceTowards(peer);
    return fitting.stream()
        .filter(each -> source.filter(each::equals).isPresent())
        .findFirst()
        .or(() -> fitting.stream().filter(InetAddress::isAnyLocalAddress).findFirst())
        .orElse(fitting.getFirst());
  }

  /**
   * What this peer is told to send to.
   *
   * @throws PortsExhausted when none of our addresses leads there
   */
  InetAddress shownTo(InetAddress peer, InetAddress boundAt) throws PortsExhausted {
    InetAddress told =
        shown
            .towards(peer)
            .filter(address -> address.getClass() == peer.getClass() || !speakWith(peer))
            .or(() -> boundAt.isAnyLocalAddress() ? sourceTowards(peer) : Optional.empty())
            .orElse(boundAt);
    if (told.isAnyLocalAddress()) {
      warnOnce(peer);
      throw new PortsExhausted("no address of ours leads to " + peer.getHostAddress());
    }
    hasWarned = false;
    ours.add(told);
    return told;
  }

  private void warnOnce(InetAddress peer) {
    if (!hasWarned) {
      hasWarned = true;
      LOG.warn(
          "no address of ours leads to {}: such calls are refused until there is a way",
          peer.getHostAddress());
    }
  }

  /** Whether an address leads back to ourselves. */
  boolean isHeld(InetSocketAddress address, IntPredicate heldPorts) {
    return ours.contains(address.getAddress()) && heldPorts.test(address.getPort());
  }

  /** A connected UDP socket sends nothing, but knows from which address it would. */
  private Optional<InetAddress> sourceTowards(InetAddress peer) {
    if (!needsRoutes) {
      return Optional.empty();
    }
    long now = nanoTime.getAsLong();
    Route known = routes.get(peer);
    if (known != null && now - known.since() < A_ROUTE_STANDS_NANOS) {
      return Optional.of(known.source());
    }
    // A way that is missing may be there a moment later: that is never remembered.
    routes.remove(peer);
    Optional<InetAddress> source = router.apply(peer).filter(each -> !each.isAnyLocalAddress());
    source.ifPresent(each -> routes.put(peer, new Route(each, now)));
    return source;
  }

  private static Optional<InetAddress> routed(InetAddress peer) {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(peer, ANY_PORT));
      return Optional.of(socket.getLocalAddress());
    } catch (SocketException | UncheckedIOException unroutable) {
      return Optional.empty();
    }
  }
}
