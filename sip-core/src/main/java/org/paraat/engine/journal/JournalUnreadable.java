package org.paraat.engine.journal;

/** A journal that is damaged, or was written by another version; the message says which. */
public final class JournalUnreadable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JournalUnreadable(String message) {
    super(message);
  }

  public JournalUnreadable(String message, Throwable cause) {
    super(message, cause);
  }
}
