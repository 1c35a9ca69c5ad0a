package org.paraat.server;

/** The platform cannot be started; its message says why and what to do. */
final class CannotStart extends Exception {
  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    super(message);
  }

  CannotStart(String message, Throwable cause) {
    super(message, cause);
  }
}
