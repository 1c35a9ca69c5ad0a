package org.paraat.server;

/** A setting that we cannot start with; its message says which, where, and what is expected. */
final class BadSetting extends Exception {
  private static final long serialVersionUID = 1L;

  BadSetting(String message) {
    super(message);
  }
}
