package org.paraat.admin.http;

import java.util.function.BooleanSupplier;
import org.paraat.provisioning.store.PortalUser;

/**
 * Who makes a request and how they proved it.
 *
 * @param isStillValid whether the proof would still be accepted now, for answers that last
 */
public record Login(PortalUser user, Proof proof, BooleanSupplier isStillValid) {

  public enum Proof {
    BEARER_TOKEN,
    /** Sent by the browser unasked, so that other sites must be kept from using it. */
    SESSION_COOKIE
  }
}
