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
 * @param firstPort even; keep the range outside the ports that the system gives to clients
 * @param lastPort last of the range; RTCP owns the odd ones
 * @param loops threads that carry packets
 * @param quarantine how long a port rests after its call, so that late packets reach nobody
 * @param receiveBufferBytes of each port; a large one turns overload into delay
 * @param mostPacketsPerSecond what one peer may send; the rest is dropped
 * @param mostKept pairs of sockets that stay open at each address while their ports rest
 * @param latching who may take over a session by sending to it
 */
public record MediaSettings(
    List<InetAddress> addresses,
    Shown shown,
    int firstPort,
    int lastPort,
    int loops,
    Duration quarantine,
    int receiveBufferBytes,
    int mostPacketsPerSecond,
    int mostKept,
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

  public MediaSettings {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("nowhere to open RTP ports");
    }
    if (firstPort % 2 != 0 || firstPort < 1024 || lastPort > 65_535 || lastPort <= firstPort) {
      throw new IllegalArgumentException(
          "RTP ports must be a range that begins even: " + firstPort + "-" + lastPort);
    }
    if (loops < 1 || loops > 64) {
      throw new IllegalArgumentException("media loops must be 1 to 64: " + loops);
    }
    if (quarantine.isNegative() || receiveBufferBytes < 4096 || mostPacketsPerSecond < 50) {
      throw new IllegalArgumentException(
          "quarantine %s, receive buffer %d, packets a second %d"
              .formatted(quarantine, receiveBufferBytes, mostPacketsPerSecond));
    }
    if (mostKept < 0) {
      throw new IllegalArgumentException("sockets kept: " + mostKept);
    }
  }

  /** The usual settings on one address. */
  public static MediaSettings on(InetAddress address) {
    return new MediaSettings(
        List.of(address),
        Shown.AS_BOUND,
        20_000,
        29_999,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        Duration.ofSeconds(30),
        32 * 1024,
        1000,
        1024,
        Latching.SAME_ADDRESS);
  }

  /** At several addresses. */
  public MediaSettings at(List<InetAddress> several) {
    return new MediaSettings(
        several,
        shown,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        latching);
  }

  public MediaSettings shownAs(Shown other) {
    return new MediaSettings(
        addresses,
        other,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        latching);
  }

  public MediaSettings keepingAtMost(int pairs) {
    return new MediaSettings(
        addresses,
        shown,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        pairs,
        latching);
  }

  public MediaSettings withPorts(int first, int last) {
    return new MediaSettings(
        addresses,
        shown,
        first,
        last,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        latching);
  }

  public MediaSettings withLoops(int number) {
    return new MediaSettings(
        addresses,
        shown,
        firstPort,
        lastPort,
        number,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        latching);
  }

  public MediaSettings withQuarantine(Duration rest) {
    return new MediaSettings(
        addresses,
        shown,
        firstPort,
        lastPort,
        loops,
        rest,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        latching);
  }

  public MediaSettings withMostPacketsPerSecond(int most) {
    return new MediaSettings(
        addresses,
        shown,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        most,
        mostKept,
        latching);
  }

  public MediaSettings withLatching(Latching allowed) {
    return new MediaSettings(
        addresses,
        shown,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        mostKept,
        allowed);
  }
}
