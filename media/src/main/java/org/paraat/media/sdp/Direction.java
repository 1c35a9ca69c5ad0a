package org.paraat.media.sdp;

/** Which way a stream flows, seen by the party that says so (RFC 8866 6.7). */
public enum Direction {
  SENDRECV("sendrecv", true, true),
  SENDONLY("sendonly", true, false),
  RECVONLY("recvonly", false, true),
  INACTIVE("inactive", false, false);

  private final String token;
  private final boolean sends;
  private final boolean receives;

  Direction(String token, boolean sends, boolean receives) {
    this.token = token;
    this.sends = sends;
    this.receives = receives;
  }

  /** The attribute as it is written in a description. */
  public String token() {
    return token;
  }

  public boolean sends() {
    return sends;
  }

  public boolean receives() {
    return receives;
  }

  /** What is left of it within an offer: an answer takes no more than was offered. */
  Direction within(Direction offered) {
    boolean stillSends = sends && offered.sends;
    boolean stillReceives = receives && offered.receives;
    if (stillSends) {
      return stillReceives ? SENDRECV : SENDONLY;
    }
    return stillReceives ? RECVONLY : INACTIVE;
  }

  /** The same flow as the other party sees it: hold ({@code sendonly}) becomes {@code recvonly}. */
  public Direction mirrored() {
    return switch (this) {
      case SENDONLY -> RECVONLY;
      case RECVONLY -> SENDONLY;
      case SENDRECV, INACTIVE -> this;
    };
  }
}
