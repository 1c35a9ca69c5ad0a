package org.paraat.server.rehearsal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/** Keeps what a rehearsal tells out of the log, but for errors; named in {@code logback.xml}. */
public final class SilentThreads extends Filter<ILoggingEvent> {

  @Override
  public FilterReply decide(ILoggingEvent event) {
    boolean isRehearsed = event.getThreadName().startsWith("rehearsal");
    return isRehearsed && !event.getLevel().isGreaterOrEqual(Level.ERROR)
        ? FilterReply.DENY
        : FilterReply.NEUTRAL;
  }
}
