package org.paraat.provisioning.demo;

import java.util.List;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.Standing.AgentStanding;
import org.paraat.provisioning.store.PortalUser;

/**
 * A whole organisation as an administrator could have typed it in; its secrets are the well-known
 * ones.
 *
 * @param agents what its people have set from the beginning
 */
record Sample(Directory directory, List<PortalUser> portalUsers, List<AgentStanding> agents) {

  static final List<PortalUser> PORTAL_USERS =
      List.of(
          new PortalUser("admin", PortalUser.Role.ADMINISTRATOR),
          new PortalUser("teamleider", PortalUser.Role.TEAM_LEADER),
          new PortalUser("triagist", PortalUser.Role.OPERATOR));
}
