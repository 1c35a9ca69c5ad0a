package org.paraat.admin.websocket;

import java.time.Duration;
import java.util.List;

/**
 * Who may connect a phone by WebSocket, and what one such phone may cost.
 *
 * @param origins sites besides our own whose pages may connect; {@code *} is any
 * @param pingEvery how often a phone is asked whether it is there; gone when it says nothing until
 *     the next time
 * @param firstMessage a connection that brought no message by then is closed
 * @param mostBytesWaiting that a phone has not read yet; with more it is closed
 * @param mostUnhandled messages of a phone on their way to SIP; with more we stop reading from it
 */
public record SipSocketSettings(
    List<String> origins,
    Duration pingEvery,
    Duration firstMessage,
    int mostBytesWaiting,
    int mostUnhandled) {

  public SipSocketSettings {
    origins = List.copyOf(origins);
  }

  public static SipSocketSettings usual() {
    return new SipSocketSettings(
        List.of(), Duration.ofSeconds(20), Duration.ofSeconds(30), 256 * 1024, 32);
  }

  public SipSocketSettings allowing(List<String> sites) {
    return new SipSocketSettings(sites, pingEvery, firstMessage, mostBytesWaiting, mostUnhandled);
  }

  public SipSocketSettings waiting(Duration ping, Duration first) {
    return new SipSocketSettings(origins, ping, first, mostBytesWaiting, mostUnhandled);
  }

  public SipSocketSettings holding(int bytes) {
    return new SipSocketSettings(origins, pingEvery, firstMessage, bytes, mostUnhandled);
  }
}
