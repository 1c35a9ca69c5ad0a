package org.paraat.admin.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paraat.admin.http.Answers;
import org.paraat.admin.http.ApiFailure;
import org.paraat.admin.text.Texts;
import org.paraat.pbx.vocabulary.Language;

/** Scripts, styles and texts of the pages: in memory, under an address that changes with them. */
public final class Assets {
  private static final List<String> SCRIPTS =
      List.of(
          "app.js",
          "callers.js",
          "calls.js",
          "closed.js",
          "dom.js",
          "live.js",
          "queues.js",
          "situation.js",
          "story.js",
          "switches.js",
          "tasks.js",
          "texts.js",
          "trunks.js");
  private static final List<String> STYLES = List.of("style.css", "overview.css", "calls.css");
  private static final int VERSION_LENGTH = 16;

  private final Map<String, Asset> byName = new LinkedHashMap<>();
  private final String version;

  private record Asset(String contentType, Buffer content) {}

  public Assets(Texts texts) {
    SCRIPTS.forEach(name -> add(name, "text/javascript; charset=utf-8", read(name)));
    STYLES.forEach(name -> add(name, "text/css; charset=utf-8", read(name)));
    add("icon.svg", "image/svg+xml", read("icon.svg"));
    for (Language language : Language.values()) {
      byte[] json = texts.all(language).encode().getBytes(StandardCharsets.UTF_8);
      add("texts." + language.tag() + ".json", "application/json", json);
    }
    this.version = hash();
  }

  /** Where the assets are, without a slash at the end. */
  public String folder() {
    return "/assets/" + version;
  }

  public void mount(Router router) {
    router.route("/assets/:version/:name").handler(Answers::onlyReading).handler(this::send);
  }

  private void send(RoutingContext context) {
    Asset asset = byName.get(context.pathParam("name"));
    if (asset == null || !version.equals(context.pathParam("version"))) {
      throw ApiFailure.notFound("There is nothing here");
    }
    context
        .response()
        .putHeader("Content-Type", asset.contentType())
        .putHeader("Cache-Control", "public, max-age=31536000, immutable")
        .end(asset.content());
  }

  private void add(String name, String contentType, byte[] content) {
    byName.put(name, new Asset(contentType, Buffer.buffer(content)));
  }

  static byte[] read(String name) {
    try (var bytes = Assets.class.getResourceAsStream(name)) {
      if (bytes == null) {
        throw new IllegalStateException(name + " is missing");
      }
      return bytes.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  private String hash() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      byName.values().forEach(asset -> digest.update(asset.content().getBytes()));
      return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
