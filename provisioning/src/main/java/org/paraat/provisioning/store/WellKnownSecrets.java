package org.paraat.provisioning.store;

/** The secrets of our sample organisations, which anybody can read in the documentation. */
public final class WellKnownSecrets {
  private WellKnownSecrets() {}

  /** Such as {@code desk1-secret}. */
  public static String ofDevice(String user) {
    return user + "-secret";
  }

  /** Such as {@code demo-admin}. */
  public static String passwordOf(String portalUser) {
    return "demo-" + portalUser;
  }

  /** Such as {@code demo-admin-token}. */
  public static String tokenOf(String portalUser) {
    return "demo-" + portalUser + "-token";
  }
}
