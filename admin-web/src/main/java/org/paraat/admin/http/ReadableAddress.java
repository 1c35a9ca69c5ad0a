package org.paraat.admin.http;

import io.vertx.ext.web.RoutingContext;
import java.util.regex.Pattern;

/** Refuses addresses whose percent signs stand for nothing (RFC 3986 2.1). */
public final class ReadableAddress {
  private static final Pattern BROKEN = Pattern.compile("%(?![0-9a-fA-F]{2})");

  private ReadableAddress() {}

  public static void require(RoutingContext context) {
    if (BROKEN.matcher(context.request().uri()).find()) {
      throw ApiFailure.of(400, "The address has a % without two hexadecimal digits");
    }
    context.next();
  }
}
