package org.paraat.sip.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** A transport address: protocol, numeric address and port. */
public record SipAddress(Transport transport, InetSocketAddress address) {

  public SipAddress {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("an address without a number: " + address);
    }
  }

  /**
   * @param numericHost an IPv4 or IPv6 address in digits: names are never looked up on the loop
   */
  public static SipAddress of(Transport transport, String numericHost, int port) {
    return new SipAddress(transport, new InetSocketAddress(numeric(numericHost), port));
  }

  /** Whether a host is written as a number, so that it can be reached without a look-up. */
  public static boolean isNumeric(String host) {
    return host.indexOf(':') >= 0 || (!host.isEmpty() && host.chars().allMatch(SipAddress::isPart));
  }

  /** The host in digits, IPv6 in brackets. */
  public String host() {
    return host(address.getAddress());
  }

  public int port() {
    return address.getPort();
  }

  static String host(InetAddress address) {
    String digits = address.getHostAddress();
    if (digits.indexOf(':') < 0) {
      return digits;
    }
    int zone = digits.indexOf('%');
    return '[' + (zone < 0 ? digits : digits.substring(0, zone)) + ']';
  }

  private static boolean isPart(int character) {
    return character == '.' || (character >= '0' && character <= '9');
  }

  static InetAddress numeric(String host) {
    if (!isNumeric(host)) {
      throw new IllegalArgumentException("not a numeric address: " + host);
    }
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("not a numeric address: " + host, malformed);
    }
  }

  /** The same port at the same number, whatever name it was found by. */
  static InetSocketAddress plain(InetSocketAddress address) {
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(address.getAddress().getAddress()), address.getPort());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address with an impossible length", impossible);
    }
  }

  @Override
  public String toString() {
    return transport.token() + ' ' + host() + ':' + port();
  }
}
