package org.paraat.sip.registrar;

import java.time.Instant;
import java.util.List;

/**
 * A contact over UDP as it outlives the process; over a connection nobody is there after a restart.
 *
 * @param uri the request URI for it, as the phone gave it
 * @param host the numeric address that the phone registered from
 * @param quality its preference, 0 to 1000: highest first
 * @param path the proxies on the way to it (RFC 3327), the nearest to us first
 */
public record KeptContact(
    Name name,
    String uri,
    String host,
    int port,
    Instant expires,
    String callId,
    long sequence,
    int quality,
    String userAgent,
    List<String> path) {

  /**
   * What a contact is known by.
   *
   * @param key equal for the same phone: its instance, or its URI
   */
  public record Name(String addressOfRecord, String key) {}
}
