package org.paraat.provisioning.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.paraat.provisioning.store.PortalUserStore.Account;

/** The portal's users in memory. */
public final class KnownPortalUsers implements PortalUsers {
  private static final int LONGEST_PASSWORD = 200;

  private volatile List<Account> accounts;

  /** Made when somebody first logs in: a start need not wait for it. */
  private static final class Nobody {
    static final String HASH = Passwords.hash("");
  }

  public KnownPortalUsers(List<Account> accounts) {
    this.accounts = List.copyOf(accounts);
  }

  /** Takes the place of those known before. */
  public void replace(List<Account> changed) {
    accounts = List.copyOf(changed);
  }

  @Override
  public Optional<PortalUser> byName(String name) {
    return account(name).map(Account::user);
  }

  private Optional<Account> account(String name) {
    return accounts.stream().filter(known -> known.user().name().equals(name)).findFirst();
  }

  @Override
  public Optional<PortalUser> byToken(String token) {
    byte[] hash = Hashes.sha256(token).getBytes(StandardCharsets.US_ASCII);
    Optional<PortalUser> found = Optional.empty();
    // all of them, whether one was found or not: how long it takes tells nothing
    for (Account account : accounts) {
      for (String known : account.tokenHashes()) {
        if (MessageDigest.isEqual(hash, known.getBytes(StandardCharsets.US_ASCII))) {
          found = Optional.of(account.user());
        }
      }
    }
    return found;
  }

  @Override
  public Optional<PortalUser> byPassword(String name, String password) {
    if (password.length() > LONGEST_PASSWORD) {
      return Optional.empty();
    }
    Optional<Account> account = account(name);
    // hashed for an unknown name too: how long it takes does not tell which names there are
    String hashOfNobody = Nobody.HASH;
    boolean matches =
        Passwords.matches(password, account.map(Account::passwordHash).orElse(hashOfNobody));
    return account.filter(known -> matches).map(Account::user);
  }
}
