package org.paraat.admin.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Tells who makes a request. */
@FunctionalInterface
public interface Identification {

  /** Empty when nobody is logged in, or when what was sent as proof is not valid. */
  Optional<Login> of(HttpServerRequest request);
}
