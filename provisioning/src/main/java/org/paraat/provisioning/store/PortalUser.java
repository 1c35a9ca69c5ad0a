package org.paraat.provisioning.store;

/** Somebody who may use the portal and the API. */
public record PortalUser(String name, Role role) {

  /** What a user may do; each role may do all that the ones before it may. */
  public enum Role {
    /** Looks on, such as the wall-board. */
    VIEWER,
    OPERATOR,
    TEAM_LEADER,
    ADMINISTRATOR
  }

  /** Calls emergency callers back who were not helped, and closes their tasks. */
  public boolean mayCallBack() {
    return role.compareTo(Role.OPERATOR) >= 0;
  }

  public boolean mayTurnSwitches() {
    return role.compareTo(Role.TEAM_LEADER) >= 0;
  }
}
