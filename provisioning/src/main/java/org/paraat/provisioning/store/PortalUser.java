package org.paraat.provisioning.store;

/** Somebody who may use the portal and the API. */
public record PortalUser(String name, Role role) {

  /** What a user may do; each role may do all that the ones before it may. */
  public enum Role {
    OPERATOR,
    TEAM_LEADER,
    ADMINISTRATOR
  }

  public boolean mayTurnSwitches() {
    return role.compareTo(Role.TEAM_LEADER) >= 0;
  }
}
