package org.paraat.admin.http;

import org.paraat.provisioning.store.PortalUser;

/** Who may make a call of the API. */
public enum Access {
  LOGGED_IN("log in"),
  MAY_CALL_BACK("call back emergency callers or close their tasks"),
  MAY_TURN_SWITCHES("turn switches");

  private final String what;

  /**
   * @param what can be done with it, as it follows "may not"
   */
  Access(String what) {
    this.what = what;
  }

  boolean isGivenTo(PortalUser user) {
    return switch (this) {
      case LOGGED_IN -> true;
      case MAY_CALL_BACK -> user.mayCallBack();
      case MAY_TURN_SWITCHES -> user.mayTurnSwitches();
    };
  }

  ApiFailure refusalTo(PortalUser user) {
    return ApiFailure.of(403, user.name() + " may not " + what);
  }
}
