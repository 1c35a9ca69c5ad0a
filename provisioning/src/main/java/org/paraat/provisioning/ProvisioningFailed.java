package org.paraat.provisioning;

/** What is configured cannot be had; the message says why and what to do. */
public final class ProvisioningFailed extends RuntimeException {
  public ProvisioningFailed(String message) {
    super(message);
  }

  public ProvisioningFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
