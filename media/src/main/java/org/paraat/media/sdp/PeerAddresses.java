package org.paraat.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Predicate;

/** Where a peer wants its sound and its reports, as far as we are ready to send there. */
final class PeerAddresses {
  private static final int GREATEST_PORT = 65_535;

  private final InetAddress ours;
  private final Predicate<InetSocketAddress> isOurs;

  /**
   * @param isOurs whether an address leads back to a session of ours
   */
  PeerAddresses(InetAddress ours, Predicate<InetSocketAddress> isOurs) {
    this.ours = ours;
    this.isOurs = isOurs;
  }

  /** Empty while the peer holds us by c=0.0.0.0. */
  Optional<InetSocketAddress> sound(StreamDescription stream) throws NotNegotiable {
    String text = stream.connection().orElseThrow(() -> new NotNegotiable("there is no c= line"));
    InetAddress address = unicast(text);
    if (address.isAnyLocalAddress()) {
      return Optional.empty();
    }
    InetSocketAddress wanted = new InetSocketAddress(address, stream.port());
    if (isOurs.test(wanted)) {
      throw new NotNegotiable("sound is not sent to a port of our own: " + stream.port());
    }
    return Optional.of(wanted);
  }

  /**
   * Empty when nothing can be sent to where it wants its reports: a call does not fail for that.
   */
  Optional<InetSocketAddress> control(StreamDescription stream, boolean isShared)
      throws NotNegotiable {
    Optional<InetSocketAddress> sound = sound(stream);
    if (sound.isEmpty() || isShared) {
      return sound;
    }
    ControlPort wanted = stream.control();
    int port = wanted.port().orElse(stream.port() + 1);
    if (port == 0 || port > GREATEST_PORT) {
      return Optional.empty();
    }
    InetAddress address = sound.get().getAddress();
    if (wanted.address().isPresent()) {
      try {
        address = unicast(wanted.address().get());
      } catch (NotNegotiable e) {
        return Optional.empty();
      }
    }
    return address.isAnyLocalAddress()
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(address, port)).filter(isOurs.negate());
  }

  // Only literal addresses: a name would have to be looked up, and the SIP loop must not wait.
  private InetAddress unicast(String text) throws NotNegotiable {
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new NotNegotiable("the c= line holds no IP address: " + text);
    }
    if (address.isAnyLocalAddress()) {
      return address;
    }
    if (address.getClass() != ours.getClass()) {
      throw new NotNegotiable("an address of the other IP version: " + text);
    }
    if (address.isMulticastAddress() || isBroadcast(address)) {
      throw new NotNegotiable("sound is not sent to a multicast or broadcast address: " + text);
    }
    return address;
  }

  // However it is written: 255.255.65535 is the same.
  private static boolean isBroadcast(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 && (bytes[0] & bytes[1] & bytes[2] & bytes[3]) == -1;
  }
}
