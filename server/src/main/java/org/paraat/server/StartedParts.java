package org.paraat.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that run, each with how it is ended: the last one first. */
final class StartedParts {
  private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

  private final Deque<Started> parts = new ArrayDeque<>();

  /** What runs, and how it is ended. */
  private record Started(String name, Stop stop) {}

  /** Ends a part; may fail, which keeps no other part from being ended. */
  @FunctionalInterface
  interface Stop {
    void run() throws Exception;
  }

  void add(String name, Stop stop) {
    parts.push(new Started(name, stop));
  }

  /** Ends everything in reverse; harmless the second time. */
  void stopAll() {
    while (!parts.isEmpty()) {
      Started part = parts.pop();
      try {
        LOG.info("stopping: {}", part.name());
        part.stop().run();
      } catch (Exception e) {
        LOG.error("{} could not be stopped in order", part.name(), e);
      }
    }
  }
}
