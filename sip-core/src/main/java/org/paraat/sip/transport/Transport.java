package org.paraat.sip.transport;

/** A protocol that carries SIP messages. */
public enum Transport {
  UDP("UDP", false, 5060),
  TCP("TCP", true, 5060),
  TLS("TLS", true, 5061),
  WS("WS", true, 80),
  WSS("WSS", true, 443);

  private final String token;
  private final boolean reliable;
  private final int defaultPort;

  Transport(String token, boolean reliable, int defaultPort) {
    this.token = token;
    this.reliable = reliable;
    this.defaultPort = defaultPort;
  }

  /** As a Via header writes it. */
  public String token() {
    return token;
  }

  /** Whether what is sent arrives as long as the connection stands. */
  public boolean isReliable() {
    return reliable;
  }

  public int defaultPort() {
    return defaultPort;
  }
}
