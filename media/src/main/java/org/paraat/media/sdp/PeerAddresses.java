package org.paraat.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where a peer wants its sound and its reports, as far as we are ready to send there. */
final class PeerAddresses {
  private static final int GREATEST_PORT = 65_535;

  private final InetAddress ours;

  PeerAddresses(InetAddress ours) {
    this.ours = ours;
  }

  /** Empty while the peer holds us by c=0.0.0.0. */
  Optional<InetSocketAddress> sound(StreamDescription stream) throws NotNegotiable {
    String text = stream.connection().orElseThrow(() -> new NotNegotiable("there is no c= line"));
    InetAddress address = unicast(text);
    return address.isAnyLocalAddress()
        ? Optional.empty()
        : Optional.of(new InetSocketAddress(address, stream.port()));
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
        : Optional.of(new InetSocketAddress(address, port));
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
    if (address.isMulticastAddress() || text.equals("255.255.255.255")) {
      throw new NotNegotiable("sound is not sent to a multicast or broadcast address: " + text);
    }
    return address;
  }
}
