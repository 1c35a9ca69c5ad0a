package org.paraat.sip.message;

import gov.nist.core.CommonLogger;
import gov.nist.core.StackLogger;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of log4j for the JAIN-SIP classes, which cannot start without a logger.
 *
 * <p>What they report as errors are the mistakes of peers, which we count ourselves: debug level.
 */
final class JainSipLogger implements StackLogger {
  private static final Logger LOG = LoggerFactory.getLogger(JainSipLogger.class);

  private JainSipLogger() {}

  /** Must run before the first of their classes is used. */
  static void install() {
    if (CommonLogger.legacyLogger == null) {
      CommonLogger.legacyLogger = new JainSipLogger();
    }
    CommonLogger.useLegacyLogger = true;
  }

  @Override
  public void logStackTrace() {}

  @Override
  public void logStackTrace(int traceLevel) {}

  @Override
  public int getLineCount() {
    return 0;
  }

  @Override
  public void logException(Throwable problem) {
    LOG.debug("JAIN-SIP", problem);
  }

  @Override
  public void logDebug(String message) {}

  @Override
  public void logDebug(String message, Exception problem) {}

  @Override
  public void logTrace(String message) {}

  @Override
  public void logFatalError(String message) {
    LOG.debug("{}", message);
  }

  @Override
  public void logError(String message) {
    LOG.debug("{}", message);
  }

  @Override
  public boolean isLoggingEnabled() {
    return false;
  }

  @Override
  public boolean isLoggingEnabled(int logLevel) {
    return false;
  }

  @Override
  public void logError(String message, Exception problem) {
    LOG.debug(message, problem);
  }

  @Override
  public void logWarning(String message) {
    LOG.debug("{}", message);
  }

  @Override
  public void logInfo(String message) {}

  @Override
  public void disableLogging() {}

  @Override
  public void enableLogging() {}

  @Override
  public void setBuildTimeStamp(String time) {}

  @Override
  public void setStackProperties(Properties properties) {}

  @Override
  public String getLoggerName() {
    return LOG.getName();
  }
}
