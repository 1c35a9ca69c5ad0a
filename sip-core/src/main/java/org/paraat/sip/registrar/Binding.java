package org.paraat.sip.registrar;

import java.time.Instant;
import java.util.List;
import org.paraat.sip.transport.Flow;

/**
 * Where one phone of an address of record can be reached.
 *
 * @param contact the request URI for it, as the phone gave it
 * @param flow the path that it registered by, which alone may lead through its router
 * @param quality its preference, 0 to 1000: highest first
 * @param path the proxies on the way to it (RFC 3327), the nearest to us first
 * @param userAgent the phone's make and firmware; empty when it does not say
 */
public record Binding(
    String contact,
    Flow flow,
    Instant expires,
    String callId,
    long sequence,
    int quality,
    String userAgent,
    List<String> path) {

  public Binding {
    path = List.copyOf(path);
  }
}
