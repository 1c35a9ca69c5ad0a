package org.paraat.provisioning.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.paraat.sip.digest.HashedSecret;

class KnownPortalUsersTest {
  private final PortalUser leader = new PortalUser("teamleider", PortalUser.Role.TEAM_LEADER);
  private final PortalUserStore.Account account =
      new PortalUserStore.Account(
          leader, Passwords.hash("Wilgenroos 12"), List.of(Hashes.sha256("a-token")));
  private final KnownPortalUsers users = new KnownPortalUsers(List.of(account));

  @Test
  void theRightPasswordLetsIn() {
    assertEquals(Optional.of(leader), users.byPassword("teamleider", "Wilgenroos 12"));
  }

  @Test
  void anythingElseDoesNot() {
    assertEquals(Optional.empty(), users.byPassword("teamleider", "wilgenroos 12"));
    assertEquals(Optional.empty(), users.byPassword("teamleider", ""));
    assertEquals(Optional.empty(), users.byPassword("nobody", "Wilgenroos 12"));
    assertEquals(Optional.empty(), users.byPassword("nobody", ""));
    assertEquals(Optional.empty(), users.byPassword("teamleider", "x".repeat(100_000)));
  }

  @Test
  void aTokenStandsForItsUser() {
    assertEquals(Optional.of(leader), users.byToken("a-token"));
    assertEquals(Optional.empty(), users.byToken("A-token"));
    assertEquals(Optional.empty(), users.byToken(""));
  }

  @Test
  void whoHasANameIsKnownAsTheyAreNow() {
    assertEquals(Optional.of(leader), users.byName("teamleider"));
    users.replace(List.of());
    assertEquals(Optional.empty(), users.byName("teamleider"));
  }

  @Test
  void noHashIsShownInALog() {
    assertFalse(account.toString().contains("argon2"));
    assertFalse(
        HashedSecret.of("desk1", "paraat", "x")
            .toString()
            .contains(Hashes.sha256("desk1:paraat:x")));
  }

  @Test
  void aPhonesSecretIsHashedAsDigestAsks() {
    // the example of RFC 2617 3.5, whose HA1 is MD5("Mufasa:testrealm@host.com:Circle Of Life")
    var hashed = HashedSecret.of("Mufasa", "testrealm@host.com", "Circle Of Life");
    assertEquals("939e7578ed9e3c518a452acee763bce9", hashed.md5());
    assertEquals(64, hashed.sha256().length());
  }
}
