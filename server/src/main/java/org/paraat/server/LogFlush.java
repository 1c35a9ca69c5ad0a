package org.paraat.server;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.ILoggerFactory;

/** Writes out what the bounded log still holds, as the very last act. */
final class LogFlush {
  private LogFlush() {}

  static void flush(ILoggerFactory log) {
    if (log instanceof LoggerContext context) {
      context.stop();
    }
  }
}
