package org.paraat.admin.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;

/**
 * Tells a request of our own page from one that another site made a browser send: besides
 * SameSite=Strict, because for that rule another port of this machine is the same site.
 */
public final class SameOrigin {
  private SameOrigin() {}

  public static boolean isForeign(HttpServerRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return !site.equals("same-origin") && !site.equals("none");
    }
    String origin = request.getHeader("Origin");
    if (origin == null) {
      return false; // not a browser of this decade: these send one of the two with every change
    }
    String host = request.getHeader("Host");
    try {
      return host == null || !host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
    } catch (IllegalArgumentException e) {
      return true; // an origin that cannot be read is not ours
    }
  }
}
