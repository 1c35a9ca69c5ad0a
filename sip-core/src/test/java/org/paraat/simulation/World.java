package org.paraat.simulation;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.paraat.scenario.PaperMedia;
import org.paraat.sip.simulation.SimulatedNetwork;
import org.paraat.sip.simulation.VirtualLoop;

/** Time, network, sound and chance of one evening: the same for the same seed. */
final class World {
  static final String PLATFORM = "10.0.0.1";
  static final int SIP_PORT = 5060;
  static final int CARRIER_PORT = 5080;

  private static final int RTP_PORTS = 25_000;

  final VirtualLoop loop = new VirtualLoop();
  final SimulatedNetwork network;
  final PaperMedia media;

  /** Who listens where. */
  final Map<InetSocketAddress, Talk> ears = new HashMap<>();

  private final RandomGenerator chance;
  private long tokens;
  private int rtpPorts;

  World(long seed) {
    chance = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
    network = new SimulatedNetwork(loop, seed + 1);
    media = new PaperMedia(loop::schedule);
  }

  Instant now() {
    return loop.now();
  }

  // --- chance ---

  boolean happens(double probability) {
    return chance.nextDouble() < probability;
  }

  int anyBelow(int bound) {
    return chance.nextInt(bound);
  }

  Duration between(Duration shortest, Duration longest) {
    return shortest.plusMillis(chance.nextLong(longest.minus(shortest).toMillis() + 1));
  }

  /** A time whose like comes often when it is short, and seldom when it is long. */
  Duration about(Duration mean) {
    double times = -Math.log(1 - chance.nextDouble());
    return Duration.ofMillis((long) (mean.toMillis() * Math.min(times, 5)));
  }

  <T> T oneOf(List<T> some) {
    return some.get(chance.nextInt(some.size()));
  }

  // --- what is never the same twice ---

  String token() {
    return "t" + Long.toString(++tokens, 36) + Long.toString(chance.nextInt() & 0xffffffL, 36);
  }

  String branch() {
    return "z9hG4bK" + token();
  }

  int nextRtpPort() {
    return 10_000 + 2 * (rtpPorts++ % RTP_PORTS);
  }
}
