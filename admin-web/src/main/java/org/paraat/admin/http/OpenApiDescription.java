package org.paraat.admin.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The description of the API for people and tools: the same for every installation, so it is shown
 * without log-in.
 */
public final class OpenApiDescription {
  public static final String PATH = "/api/openapi.yaml";

  private final Buffer yaml = read();

  public void mount(Router router) {
    router
        .route(PATH)
        .handler(Answers::onlyReading)
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "application/yaml; charset=utf-8")
                    .end(yaml));
  }

  private static Buffer read() {
    try (var bytes = OpenApiDescription.class.getResourceAsStream("openapi.yaml")) {
      if (bytes == null) {
        throw new IllegalStateException("openapi.yaml is missing");
      }
      return Buffer.buffer(bytes.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }
}
