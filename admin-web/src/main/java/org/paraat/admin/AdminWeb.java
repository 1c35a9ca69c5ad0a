package org.paraat.admin;

import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running web: started after the core, stopped before it. */
public final class AdminWeb {
  private static final Logger LOG = LoggerFactory.getLogger(AdminWeb.class);
  private static final int LOOPS = 2;
  private static final Duration LONGEST_START = Duration.ofSeconds(20);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

  private final WebSettings settings;
  private final Vertx vertx;
  private final Site site;
  private final AtomicBoolean isStopped = new AtomicBoolean();

  public AdminWeb(WebSettings settings, WebPorts ports) {
    this(settings, ports, InstantSource.system());
  }

  AdminWeb(WebSettings settings, WebPorts ports, InstantSource clock) {
    this.settings = settings;
    // nothing is read from the class path while running, so nothing needs unpacking to /tmp
    var files = new FileSystemOptions().setClassPathResolvingEnabled(false);
    this.vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(LOOPS)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(files.setFileCachingEnabled(false)));
    Context liveLoop = vertx.getOrCreateContext();
    this.site = new Site(vertx, liveLoop, settings, ports, clock);
  }

  /**
   * Blocks until the web listens.
   *
   * @return the port that it listens on
   * @throws IllegalStateException when the address is taken or not ours
   */
  public int start() {
    Queue<Listener> listeners = new ConcurrentLinkedQueue<>();
    var connections = new AtomicInteger();
    Future<String> deployed =
        vertx.deployVerticle(
            () -> {
              var listener = new Listener(settings, site, connections);
              listeners.add(listener);
              return listener;
            },
            new DeploymentOptions().setInstances(LOOPS));
    waitFor(deployed, LONGEST_START, "start on " + settings.host() + ":" + settings.port());
    site.startLive();
    int port = listeners.element().port();
    LOG.info("web listens on http://{}:{}", settings.host(), port);
    return port;
  }

  /** Blocks until every connection is closed, at most some seconds; again does no harm. */
  public void stop() {
    if (isStopped.getAndSet(true)) {
      return;
    }
    // open pages first: their answers would otherwise keep the connections open
    waitFor(site.stopLive().eventually(vertx::close), LONGEST_STOP, "stop");
  }

  private static <T> T waitFor(Future<T> future, Duration longest, String what) {
    try {
      return future.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the web did not " + what + " within " + longest, e);
    } catch (Exception e) { // await throws what the future failed with, checked or not
      throw new IllegalStateException("the web could not " + what + ": " + e.getMessage(), e);
    }
  }
}
