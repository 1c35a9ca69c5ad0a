package org.paraat.sip.subscription;

import java.util.Optional;

/** What can be subscribed to. */
public enum EventPackage {
  /** The conversations of somebody (RFC 4235): what a lamp shows. */
  DIALOG("dialog", "application/dialog-info+xml"),
  /** How many messages wait (RFC 3842). */
  MESSAGE_SUMMARY("message-summary", "application/simple-message-summary");

  private final String token;
  private final String contentType;

  EventPackage(String token, String contentType) {
    this.token = token;
    this.contentType = contentType;
  }

  /** As the Event header names it. */
  public String token() {
    return token;
  }

  public String contentType() {
    return contentType;
  }

  /** Names of events are compared as they are written (RFC 6665 8.2.1). */
  static Optional<EventPackage> of(String token) {
    for (EventPackage each : values()) {
      if (each.token.equals(token)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  /** The value of Allow-Events. */
  public static String all() {
    return DIALOG.token + ", " + MESSAGE_SUMMARY.token;
  }
}
