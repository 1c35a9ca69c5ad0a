package org.paraat.sip.transport;

/** A certificate or its key cannot be used; its message says which and why. */
public final class CertificateUnusable extends Exception {
  private static final long serialVersionUID = 1L;

  CertificateUnusable(String message) {
    super(message);
  }

  CertificateUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
