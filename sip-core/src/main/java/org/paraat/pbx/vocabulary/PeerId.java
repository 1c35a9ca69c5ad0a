package org.paraat.pbx.vocabulary;

/**
 * One SIP server of a carrier, by where it is.
 *
 * @param host in digits
 */
public record PeerId(String host, int port) {
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
  }
}
