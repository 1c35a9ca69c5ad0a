package org.paraat.provisioning.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.paraat.provisioning.database.Transaction;

/** The users of the portal with the hashes of their passwords and API tokens. */
public final class PortalUserStore {

  /**
   * A user as stored.
   *
   * @param passwordHash Argon2id in the PHC string format
   * @param tokenHashes SHA-256 in hexadecimal
   */
  public record Account(PortalUser user, String passwordHash, List<String> tokenHashes) {

    /** A log line shows no hash that could be tried at leisure. */
    @Override
    public String toString() {
      return "Account[user=" + user + "]";
    }
  }

  public void add(Transaction transaction, PortalUser user, String password) {
    transaction.change(
        "INSERT INTO portal_users (name, role, password_hash, password_is_well_known)"
            + " VALUES (?, ?, ?, ?)",
        user.name(),
        user.role(),
        Passwords.hash(password),
        password.equals(WellKnownSecrets.passwordOf(user.name())));
  }

  /**
   * @return whether there is such a user
   */
  public boolean setPassword(Transaction transaction, String name, String password) {
    return transaction.change(
            "UPDATE portal_users SET password_hash = ?, password_is_well_known = ? WHERE name = ?",
            Passwords.hash(password),
            password.equals(WellKnownSecrets.passwordOf(name)),
            name)
        == 1;
  }

  public void addToken(Transaction transaction, String name, String token) {
    transaction.change(
        "INSERT INTO api_tokens (token_sha256, portal_user, token_is_well_known) VALUES (?, ?, ?)",
        Hashes.sha256(token),
        name,
        token.equals(WellKnownSecrets.tokenOf(name)));
  }

  public void removeTokens(Transaction transaction, String name) {
    transaction.change("DELETE FROM api_tokens WHERE portal_user = ?", name);
  }

  public List<Account> all(Transaction transaction) {
    var tokens = new LinkedHashMap<String, List<String>>();
    transaction.forEach(
        "SELECT portal_user, token_sha256 FROM api_tokens ORDER BY portal_user, token_sha256",
        row ->
            tokens
                .computeIfAbsent(row.text("portal_user"), name -> new ArrayList<>())
                .add(row.text("token_sha256")));
    return transaction.list(
        "SELECT name, role, password_hash FROM portal_users ORDER BY name",
        row ->
            new Account(
                new PortalUser(row.text("name"), row.word("role", PortalUser.Role.class)),
                row.text("password_hash"),
                List.copyOf(tokens.getOrDefault(row.text("name"), List.of()))));
  }

  /** Users whose password is in our documentation. */
  public List<String> withWellKnownPassword(Transaction transaction) {
    return transaction.list(
        "SELECT name FROM portal_users WHERE password_is_well_known ORDER BY name",
        row -> row.text("name"));
  }

  /** Users with an API token that is in our documentation. */
  public List<String> withWellKnownToken(Transaction transaction) {
    return transaction.list(
        "SELECT DISTINCT portal_user FROM api_tokens WHERE token_is_well_known"
            + " ORDER BY portal_user",
        row -> row.text("portal_user"));
  }
}
