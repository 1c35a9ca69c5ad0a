package org.paraat.admin;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.provisioning.store.PortalUser;
import org.paraat.provisioning.store.PortalUsers;

/** The three people of the demo and a wall-board, whose secrets follow from their names. */
public final class DemoUsers implements PortalUsers {
  public final List<PortalUser> all =
      new CopyOnWriteArrayList<>(
          List.of(
              new PortalUser("admin", PortalUser.Role.ADMINISTRATOR),
              new PortalUser("teamleider", PortalUser.Role.TEAM_LEADER),
              new PortalUser("triagist", PortalUser.Role.OPERATOR),
              new PortalUser("bord", PortalUser.Role.VIEWER)));

  public final AtomicInteger passwordChecks = new AtomicInteger();
  public volatile boolean isTokenRevoked;

  @Override
  public Optional<PortalUser> byName(String name) {
    return all.stream().filter(user -> user.name().equals(name)).findFirst();
  }

  @Override
  public Optional<PortalUser> byToken(String token) {
    return all.stream()
        .filter(user -> token.equals("demo-" + user.name() + "-token") && !isTokenRevoked)
        .findFirst();
  }

  @Override
  public Optional<PortalUser> byPassword(String name, String password) {
    if (Thread.currentThread().getName().contains("eventloop")) {
      throw new AssertionError("a password was checked on a web loop");
    }
    passwordChecks.incrementAndGet();
    return all.stream()
        .filter(user -> user.name().equals(name) && password.equals("demo-" + name))
        .findFirst();
  }
}
