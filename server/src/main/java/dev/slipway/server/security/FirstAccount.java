package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import java.time.Instant;
import java.util.Optional;

/** The administrator that a service begins with. */
final class FirstAccount {
  static final String NAME = "admin";

  private FirstAccount() {}

  /**
   * Makes an administrator where there is no account yet.
   *
   * @return its password, which is kept nowhere; empty where there are accounts
   */
  static Optional<String> make(Database database, Secrets secrets, Instant now) {
    if (database.read(Accounts::any)) {
      return Optional.empty();
    }
    String password = secrets.next();
    String hash = Passwords.hashDrawn(password);
    AccountRow admin =
        new AccountRow(NAME, Caller.Role.ADMINISTRATOR.word(), Optional.empty(), false, now);
    // Of two servers that begin at once, one prints its password.
    boolean made = database.write(handle -> Accounts.add(handle, admin, hash));
    return made ? Optional.of(password) : Optional.empty();
  }
}
