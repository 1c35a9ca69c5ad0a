package org.paraat.admin.http;

import org.paraat.provisioning.store.PortalUser;

/** Who may make a call of the API. */
public enum Access {
  LOGGED_IN,
  MAY_TURN_SWITCHES;

  boolean isGivenTo(PortalUser user) {
    return switch (this) {
      case LOGGED_IN -> true;
      case MAY_TURN_SWITCHES -> user.mayTurnSwitches();
    };
  }
}
