package org.paraat.sip.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.paraat.sip.transport.Flow;
import org.paraat.sip.transport.SipAddress;
import org.paraat.sip.transport.Transport;
import org.paraat.sip.transport.TransportHandler;
import org.paraat.sip.transport.Transports;

/**
 * A network in memory: the same seed loses, delays, doubles and overtakes the same datagrams.
 *
 * <p>TCP arrives whole and in order. A datagram to a port where nobody listens comes back as
 * unreachable, unless its host is cut off.
 */
public final class SimulatedNetwork {

  /** Sees each datagram and stream message when it is sent; {@code false} loses it. */
  public interface Filter extends BiPredicate<Flow, String> {}

  /** Sees each datagram of the network without changing anything. */
  public interface Watcher {
    void sent(Flow by, String message);

    /** It reached a port where somebody listens. */
    void arrived(SipAddress from, SipAddress to, String message);
  }

  private final VirtualLoop loop;
  private final RandomGenerator random;
  private final Map<String, SimulatedHost> hosts = new LinkedHashMap<>();
  private final Set<String> cutOff = new LinkedHashSet<>();
  private Filter filter = (flow, message) -> true;
  private Optional<Watcher> watcher = Optional.empty();
  private double loss;
  private double duplication;
  private Duration shortest = Duration.ofMillis(1);
  private Duration longest = Duration.ofMillis(1);

  public SimulatedNetwork(VirtualLoop loop, long seed) {
    this.loop = loop;
    this.random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
  }

  /** A host that listens on one port over UDP and TCP once it is started. */
  public Transports host(String address, int port) {
    SimulatedHost host = new SimulatedHost(this, address, port);
    if (hosts.putIfAbsent(key(host.address(Transport.UDP)), host) != null) {
      throw new IllegalStateException("somebody is at " + address + ":" + port + " already");
    }
    return host;
  }

  /** Loses a share of the datagrams, 0 to 1. */
  public SimulatedNetwork losing(double share) {
    loss = share;
    return this;
  }

  /** Doubles a share of the datagrams, 0 to 1. */
  public SimulatedNetwork doubling(double share) {
    duplication = share;
    return this;
  }

  /** Each datagram takes its own time between these, and so may overtake another. */
  public SimulatedNetwork delaying(Duration atLeast, Duration atMost) {
    shortest = atLeast;
    longest = atMost;
    return this;
  }

  /** Lets a test lose what it points at. */
  public SimulatedNetwork filtering(Filter chosen) {
    filter = chosen;
    return this;
  }

  public SimulatedNetwork watchedBy(Watcher chosen) {
    watcher = Optional.of(chosen);
    return this;
  }

  /** Whatever goes to or from an address vanishes from now on. */
  public void cutOff(String address) {
    cutOff.add(address);
  }

  /** The address is back. */
  public void reconnect(String address) {
    cutOff.remove(address);
  }

  void datagram(SimulatedHost from, SimulatedFlow flow, byte[] message) {
    watcher.ifPresent(all -> all.sent(flow, new String(message, StandardCharsets.UTF_8)));
    if (isLost(flow, message) || random.nextDouble() < loss) {
      return;
    }
    int copies = random.nextDouble() < duplication ? 2 : 1;
    for (int copy = 0; copy < copies; copy++) {
      loop.schedule(delay(), () -> arrive(from, flow, message));
    }
  }

  boolean isLost(Flow flow, byte[] message) {
    return cutOff.contains(flow.remote().host())
        || cutOff.contains(flow.local().host())
        || !filter.test(flow, new String(message, StandardCharsets.UTF_8));
  }

  private void arrive(SimulatedHost from, SimulatedFlow flow, byte[] message) {
    Optional<SimulatedHost> target = listening(flow.remote());
    if (target.isPresent()) {
      watcher.ifPresent(
          all ->
              all.arrived(
                  flow.local(), flow.remote(), new String(message, StandardCharsets.UTF_8)));
      target.get().receive(flow.local(), message);
      return;
    }
    loop.schedule(delay(), () -> from.tell(handler -> handler.onUnreachable(flow, "closed port")));
  }

  Optional<SimulatedHost> listening(SipAddress address) {
    return Optional.ofNullable(hosts.get(key(address))).filter(SimulatedHost::isListening);
  }

  void leave(SimulatedHost host) {
    hosts.remove(key(host.address(Transport.UDP)), host);
  }

  VirtualLoop loop() {
    return loop;
  }

  /** The time that a stream needs: always the same, so that nothing overtakes. */
  Duration streamDelay() {
    return longest;
  }

  boolean isCutOff(SipAddress address) {
    return cutOff.contains(address.host());
  }

  private Duration delay() {
    long spread = longest.minus(shortest).toNanos();
    return spread <= 0 ? shortest : shortest.plusNanos(random.nextLong(spread));
  }

  private static String key(SipAddress address) {
    return address.host() + ':' + address.port();
  }

  /** For the test's own handler of a host that only listens. */
  public static TransportHandler deaf() {
    return new TransportHandler() {
      @Override
      public void onMessage(Flow flow, byte[] message) {}

      @Override
      public void onFlowClosed(Flow flow, String because) {}

      @Override
      public void onUnreachable(Flow flow, String because) {}

      @Override
      public void onDropped(Flow flow, String because) {}
    };
  }
}
