package org.paraat.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the platform's log still while evenings pass: what breaks of them is told by the report.
 */
final class Hush implements AutoCloseable {
  private static final String EVERYTHING = "org.paraat";

  private final Logger logger = (Logger) LoggerFactory.getLogger(EVERYTHING);
  private final Level before = logger.getLevel();

  Hush() {
    logger.setLevel(Level.OFF);
  }

  @Override
  public void close() {
    logger.setLevel(before);
  }
}
