package org.paraat.sip.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * The addresses that begin alike.
 *
 * @param prefix how many bits they have in common
 */
public record Network(InetAddress first, int prefix) {

  public Network {
    if (prefix < 0 || prefix > first.getAddress().length * 8) {
      throw new IllegalArgumentException("not a length of " + first + ": " + prefix);
    }
  }

  /** Reads {@code 10.0.0.0/8}, {@code 2001:db8::/32} or one address; empty when it is neither. */
  public static Optional<Network> parse(String text) {
    int slash = text.indexOf('/');
    String address = (slash < 0 ? text : text.substring(0, slash)).strip();
    try {
      InetAddress first = SipAddress.numeric(address);
      int bits = first.getAddress().length * 8;
      int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1).strip());
      return Optional.of(new Network(first, prefix));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  /** The same, written by its first address: {@code 10.1.2.3/8} is {@code 10.0.0.0/8}. */
  public Network masked() {
    byte[] bytes = first.getAddress();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      if (bit >= prefix) {
        bytes[bit / 8] &= (byte) ~(0x80 >> bit % 8);
      }
    }
    try {
      return new Network(InetAddress.getByAddress(bytes), prefix);
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address with an impossible length", impossible);
    }
  }

  public boolean contains(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefix; bit += 8) {
      int mask = prefix - bit >= 8 ? 0xff : 0xff << (8 - (prefix - bit)) & 0xff;
      if (((ours[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return first.getHostAddress() + '/' + prefix;
  }
}
