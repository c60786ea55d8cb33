package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.Schema;
import dev.slipway.queue.store.Sessions;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/**
 * Gives an account another password without knowing the old one. It goes to the database itself:
 * whoever may write that may do anything anyway.
 */
public final class LostPassword implements AutoCloseable {
  private static final String SQLITE = "jdbc:sqlite:";

  private final Database database;
  private final AccountRow account;
  private final Audit audit;

  private LostPassword(Database database, AccountRow account, Clock clock) {
    this.database = database;
    this.account = account;
    this.audit = new Audit(database, clock);
  }

  /**
   * That of an account.
   *
   * @param url of a database that is there; its server may run
   * @throws NoSuchFileException where the database is not there
   * @throws QueueException where there is no such account
   */
  public static LostPassword of(String url, String name, Clock clock)
      throws NoSuchFileException, QueueException {
    // SQLite would make an empty one.
    if (url.startsWith(SQLITE) && !Files.exists(Path.of(url.substring(SQLITE.length())))) {
      throw new NoSuchFileException(url.substring(SQLITE.length()));
    }
    Database database = Schema.open(url);
    try {
      Accounts accounts = new Accounts(database);
      return new LostPassword(
          database, accounts.get(name).orElseThrow(() -> unknown(name, accounts)), clock);
    } catch (QueueException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private static QueueException unknown(String name, Accounts accounts) {
    List<String> there = accounts.all().stream().map(a -> "`" + a.name() + "`").toList();
    return new QueueException(
        QueueException.Code.UNKNOWN,
        there.isEmpty()
            ? "there are no accounts yet; the server's first start makes `admin`"
            : "there is no account `" + name + "`; there are " + String.join(", ", there));
  }

  /** A password that nobody guesses. */
  public static String generated(SecureRandom random) {
    return new Secrets(random).next();
  }

  /** Whether nobody can sign in to the account, whatever the password. */
  public boolean isDisabled() {
    return account.disabled();
  }

  /**
   * Replaces it and ends the account's sessions; tokens stay.
   *
   * @param by the user of this machine who does that
   * @throws QueueException where the password is too short or too long
   */
  public void replace(String password, String by) throws QueueException {
    String hash = new Passwords().hash(password);
    database.change(handle -> {
      Accounts.password(handle, account.name(), hash);
      Sessions.removeOf(handle, account.name());
    });
    audit.note(
        "", "", "password replaced", account.name(), "by " + by + " of the server's machine");
  }

  @Override
  public void close() {
    database.close();
  }
}
