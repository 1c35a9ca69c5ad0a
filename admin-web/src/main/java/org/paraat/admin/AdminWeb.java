package org.paraat.admin;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running web: started after the core, stopped before it. */
public final class AdminWeb {
  private static final Logger LOG = LoggerFactory.getLogger(AdminWeb.class);
  private static final int LOOPS = 2;
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final WebSettings settings;
  private final WebPorts ports;
  private final InstantSource clock;
  private final Vertx vertx;

  public AdminWeb(WebSettings settings, WebPorts ports) {
    this(settings, ports, InstantSource.system());
  }

  AdminWeb(WebSettings settings, WebPorts ports, InstantSource clock) {
    this.settings = settings;
    this.ports = ports;
    this.clock = clock;
    // nothing is read from the class path while running, so nothing needs unpacking to /tmp
    var files = new FileSystemOptions().setClassPathResolvingEnabled(false);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(files.setFileCachingEnabled(false)));
  }

  /**
   * Blocks until the web listens.
   *
   * @return the port that it listens on
   * @throws IllegalStateException when the address is taken or not ours
   */
  public int start() {
    var site = new Site(vertx, settings, ports, clock);
    int port = waitFor(site.listen(LOOPS), LONGEST_START, "start");
    LOG.info("web listens on http://{}:{}", settings.host(), port);
    return port;
  }

  /** Blocks until every connection is closed, at most some seconds. */
  public void stop() {
    waitFor(vertx.close(), LONGEST_STOP, "stop");
  }

  private <T> T waitFor(Future<T> future, Duration longest, String what) {
    try {
      return future.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the web did not " + what + " within " + longest, e);
    }
  }
}
