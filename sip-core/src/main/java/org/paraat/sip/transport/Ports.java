package org.paraat.sip.transport;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The places where we listen for one transport, one for each of our addresses. */
final class Ports<P extends Port> {
  private static final int MOST_KNOWN = 4096;

  private final List<P> all = new ArrayList<>();
  private final RecentlyUsed<InetAddress, P> known = new RecentlyUsed<>(MOST_KNOWN);

  void add(P port) {
    all.add(port);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  P first() {
    return all.getFirst();
  }

  void forEach(Consumer<P> what) {
    all.forEach(what);
  }

  /** The one that what is meant for a peer leaves by: of its family, and on the way to it. */
  P towards(SipAddress remote) {
    return all.size() == 1
        ? all.getFirst()
        : known.computeIfAbsent(remote.address().getAddress(), this::chosen);
  }

  private P chosen(InetAddress peer) {
    List<P> able = all.stream().filter(port -> canReach(port, peer)).toList();
    if (able.size() == 1) {
      return able.getFirst();
    }
    List<P> candidates = able.isEmpty() ? all : able;
    return Routing.sourceTowards(peer)
        .flatMap(
            ours ->
                candidates.stream()
                    .filter(port -> port.bound().address().getAddress().equals(ours))
                    .findFirst())
        .orElse(candidates.getFirst());
  }

  private static boolean canReach(Port port, InetAddress peer) {
    InetAddress ours = port.bound().address().getAddress();
    return ours.isAnyLocalAddress() || ours.getAddress().length == peer.getAddress().length;
  }
}
