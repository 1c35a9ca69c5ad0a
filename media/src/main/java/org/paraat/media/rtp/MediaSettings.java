package org.paraat.media.rtp;

import java.net.InetAddress;
import java.time.Duration;

/**
 * How the engine is set up.
 *
 * @param bindAddress where the ports are opened
 * @param advertisedAddress what peers are told to send to; of the same IP version
 * @param firstPort even; keep the range outside the ports that the system gives to clients
 * @param lastPort last of the range; RTCP owns the odd ones
 * @param loops threads that carry packets
 * @param quarantine how long a port rests after its call, so that late packets reach nobody
 * @param receiveBufferBytes of each port; a large one turns overload into delay
 * @param mostPacketsPerSecond what one peer may send; the rest is dropped
 * @param latching who may take over a session by sending to it
 */
public record MediaSettings(
    InetAddress bindAddress,
    InetAddress advertisedAddress,
    int firstPort,
    int lastPort,
    int loops,
    Duration quarantine,
    int receiveBufferBytes,
    int mostPacketsPerSecond,
    Latching latching) {

  /** From which addresses a peer may turn out to send, beside the one in its description. */
  public enum Latching {
    /** Another port of the address that it named. */
    SAME_ADDRESS,
    /** Any address: for peers behind a router that rewrites addresses but not descriptions. */
    ANY_ADDRESS
  }

  public MediaSettings {
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
    if (bindAddress.getClass() != advertisedAddress.getClass()) {
      throw new IllegalArgumentException(
          "bound to " + bindAddress + " but advertised as " + advertisedAddress);
    }
    if (advertisedAddress.isAnyLocalAddress()) {
      throw new IllegalArgumentException("peers cannot send to " + advertisedAddress);
    }
  }

  /** The usual settings on one address. */
  public static MediaSettings on(InetAddress address) {
    return new MediaSettings(
        address,
        address,
        20_000,
        29_999,
        Math.max(1, Runtime.getRuntime().availableProcessors() - 1),
        Duration.ofSeconds(30),
        32 * 1024,
        1000,
        Latching.SAME_ADDRESS);
  }

  public MediaSettings advertisedAs(InetAddress address) {
    return new MediaSettings(
        bindAddress,
        address,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        latching);
  }

  public MediaSettings withPorts(int first, int last) {
    return new MediaSettings(
        bindAddress,
        advertisedAddress,
        first,
        last,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        latching);
  }

  public MediaSettings withLoops(int number) {
    return new MediaSettings(
        bindAddress,
        advertisedAddress,
        firstPort,
        lastPort,
        number,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        latching);
  }

  public MediaSettings withQuarantine(Duration rest) {
    return new MediaSettings(
        bindAddress,
        advertisedAddress,
        firstPort,
        lastPort,
        loops,
        rest,
        receiveBufferBytes,
        mostPacketsPerSecond,
        latching);
  }

  public MediaSettings withMostPacketsPerSecond(int most) {
    return new MediaSettings(
        bindAddress,
        advertisedAddress,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        most,
        latching);
  }

  public MediaSettings withLatching(Latching allowed) {
    return new MediaSettings(
        bindAddress,
        advertisedAddress,
        firstPort,
        lastPort,
        loops,
        quarantine,
        receiveBufferBytes,
        mostPacketsPerSecond,
        allowed);
  }
}
