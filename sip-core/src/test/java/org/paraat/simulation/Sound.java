package org.paraat.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What a telephone's session description says: where it listens and which way sound may go. */
record Sound(Optional<InetSocketAddress> at, String direction) {
  static final String BOTH_WAYS = "sendrecv";

  static final Sound NONE = new Sound(Optional.empty(), "inactive");

  static Sound read(String sdp) {
    String address = "";
    int port = 0;
    String direction = BOTH_WAYS;
    for (String line : sdp.split("\r\n")) {
      if (line.startsWith("c=IN IP4 ")) {
        address = line.substring(9).strip();
      } else if (line.startsWith("m=audio ")) {
        port = Integer.parseInt(line.substring(8, line.indexOf(' ', 8)));
      } else if (line.equals("a=sendonly")
          || line.equals("a=recvonly")
          || line.equals("a=inactive")) {
        direction = line.substring(2);
      }
    }
    return address.isEmpty() || port == 0
        ? NONE
        : new Sound(
            Optional.of(new InetSocketAddress(InetAddress.ofLiteral(address), port)), direction);
  }

  /** Whoever says this of themselves does not want to hear: they hold. */
  boolean isHold() {
    return at.isEmpty()
        || at.get().getAddress().isAnyLocalAddress()
        || direction.equals("sendonly")
        || direction.equals("inactive");
  }

  /** As a plain desk phone writes it; without a direction when that is empty. */
  static String written(InetSocketAddress ear, long version, String direction, boolean isOldHold) {
    String address = isOldHold ? "0.0.0.0" : ear.getAddress().getHostAddress();
    return "v=0\r\no=phone "
        + (1000 + ear.getPort())
        + " "
        + version
        + " IN IP4 "
        + ear.getAddress().getHostAddress()
        + "\r\ns=call\r\nc=IN IP4 "
        + address
        + "\r\nt=0 0\r\nm=audio "
        + ear.getPort()
        + " RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\n"
        + "a=fmtp:101 0-15\r\n"
        + (direction.isEmpty() ? "" : "a=" + direction + "\r\n");
  }
}
