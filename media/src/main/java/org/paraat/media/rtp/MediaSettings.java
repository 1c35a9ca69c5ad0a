package org.paraat.media.rtp;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How the engine is set up.
 *
 * @param addresses where ports are opened, of either IP version; one peer is served at one of them
 * @param shown what peers are told to send to where it is none of these
 * @param ports of each address
 * @param loops threads that carry packets
 * @param mostPacketsPerSecond what one peer may send; the rest is dropped
 * @param latching who may take over a session by sending to it
 */
public record MediaSettings(
    List<InetAddress> addresses,
    Shown shown,
    Ports ports,
    int loops,
    int mostPacketsPerSecond,
    Latching latching) {

  /** From which addresses a peer may turn out to send, beside the one in its description. */
  public enum Latching {
    /** Another port of the address that it named. */
    SAME_ADDRESS,
    /** Any address: for peers behind a router that rewrites addresses but not descriptions. */
    ANY_ADDRESS
  }

  /** Which address of ours a peer is told, when it is not the one that we listen on. */
  public interface Shown {
    /** None but the one that we listen on. */
    Shown AS_BOUND = peer -> Optional.empty();

    Optional<InetAddress> towards(InetAddress peer);
  }

  /**
   * The ports of one address.
   *
   * @param first even; keep the range outside the ports that the system gives to clients
   * @param last of the range; RTCP owns the odd ones
   * @param quarantine how long a port rests after its call, so that late packets reach nobody
   * @param mostKept pairs of sockets that stay open while their ports rest
   */
  public record Ports(int first, int last, Duration quarantine, int mostKept) {
    static final Ports USUAL = new Ports(20_000, 29_999, Duration.ofSeconds(30), 1024);

    public Ports {
      if (first % 2 != 0 || first < 1024 || last > 65_535 || last <= first) {
        throw new IllegalArgumentException(
            "RTP ports must be a range that begins even: " + first + "-" + last);
      }
      if (quarantine.isNegative()) {
        throw new IllegalArgumentException("quarantine: " + quarantine);
      }
      if (mostKept < 0) {
        throw new IllegalArgumentException("sockets kept: " + mostKept);
      }
    }
  }

  public MediaSettings {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("nowhere to open RTP ports");
    }
    if (loops < 1 || loops > 64) {
      throw new IllegalArgumentException("media loops must be 1 to 64: " + loops);
    }
    if (mostPacketsPerSecond < 50) {
      throw new IllegalArgumentException("packets a second: " + mostPacketsPerSecond);
    }
  }

  /** The usual settings on one address. */
  public static MediaSettings on(InetAddress address) {
    return new MediaSettings(
        List.of(address),
        Shown.AS_BOUND,
        Ports.USUAL,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        1000,
        Latching.SAME_ADDRESS);
  }

  /** At several addresses. */
  public MediaSettings at(List<InetAddress> several) {
    return new MediaSettings(several, shown, ports, loops, mostPacketsPerSecond, latching);
  }

  public MediaSettings shownAs(Shown other) {
    return new MediaSettings(addresses, other, ports, loops, mostPacketsPerSecond, latching);
  }

  public MediaSettings withPorts(int first, int last) {
    return with(new Ports(first, last, ports.quarantine(), ports.mostKept()));
  }

  public MediaSettings withQuarantine(Duration rest) {
    return with(new Ports(ports.first(), ports.last(), rest, ports.mostKept()));
  }

  public MediaSettings keepingAtMost(int pairs) {
    return with(new Ports(ports.first(), ports.last(), ports.quarantine(), pairs));
  }

  private MediaSettings with(Ports others) {
    return new MediaSettings(addresses, shown, others, loops, mostPacketsPerSecond, latching);
  }

  public MediaSettings withLoops(int number) {
    return new MediaSettings(addresses, shown, ports, number, mostPacketsPerSecond, latching);
  }

  public MediaSettings withMostPacketsPerSecond(int most) {
    return new MediaSettings(addresses, shown, ports, loops, most, latching);
  }

  public MediaSettings withLatching(Latching allowed) {
    return new MediaSettings(addresses, shown, ports, loops, mostPacketsPerSecond, allowed);
  }
}
