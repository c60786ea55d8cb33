package dev.slipway.server.account;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.ProjectRow;
import dev.slipway.queue.store.Projects;
import dev.slipway.queue.store.SessionRow;
import dev.slipway.queue.store.Sessions;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Scope;
import dev.slipway.server.security.Security;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Changes accounts: what is given is looked at first, and what was done is noted. */
public final class AccountChanges {
  private final Database database;
  private final Accounts accounts;
  private final Security security;
  private final Audit audit;
  private final Clock clock;

  /** Changes of a service's accounts. */
  public AccountChanges(Database database, Security security, Clock clock) {
    this.database = database;
    this.accounts = new Accounts(database);
    this.security = security;
    this.audit = security.audit();
    this.clock = clock;
  }

  /** A new account; it is a member of {@code default} where no projects are named. */
  public record NewAccount(
      @Nullable String name,
      @Nullable String password,
      @Nullable String role,
      @Nullable String mail,
      @Nullable List<String> projects) {
    @Override
    public String toString() {
      return "a new account " + name;
    }
  }

  /** What is to be different; what is null stays as it is. */
  public record Change(
      @Nullable String role,
      @Nullable String mail,
      @Nullable Boolean disabled,
      @Nullable String password) {
    @Override
    public String toString() {
      return "a change of an account";
    }
  }

  /**
   * An account.
   *
   * @throws QueueException where there is none of that name
   */
  public AccountRow get(String name) throws QueueException {
    return accounts.get(name).orElseThrow(() -> Given.unknown("account", name));
  }

  /** Makes an account. */
  public AccountRow add(Caller by, NewAccount given) throws QueueException {
    AccountRow account =
        new AccountRow(
            Given.name(given.name()),
            Given.role(given.role()).word(),
            Given.mail(given.mail()),
            false,
            clock.instant());
    String hash = security.passwords().hash(Given.password(given.password()));
    List<String> projects =
        given.projects() == null ? List.of(ProjectRow.DEFAULT) : given.projects();
    database.change(handle -> {
      if (!Accounts.add(handle, account, hash)) {
        throw new QueueException(
            QueueException.Code.CONFLICT, "there is an account `" + account.name() + "` already");
      }
      for (String each : projects) {
        if (!Projects.join(handle, each, account.name())) {
          throw Given.unknown("project", each);
        }
      }
    });
    audit.note(by, "account made", account.name(), "as a " + account.role());
    return get(account.name());
  }

  /** Changes an account. */
  public AccountRow change(Caller by, String name, Change given) throws QueueException {
    AccountRow before = get(name);
    AccountRow after =
        new AccountRow(
            before.name(),
            given.role() == null ? before.role() : Given.role(given.role()).word(),
            given.mail() == null ? before.mail() : Given.mail(given.mail()),
            given.disabled() == null ? before.disabled() : given.disabled(),
            before.created());
    Optional<String> hash =
        given.password() == null
            ? Optional.empty()
            : Optional.of(security.passwords().hash(given.password()));
    database.change(handle -> {
      Accounts.change(handle, after);
      if (hash.isPresent()) {
        Accounts.password(handle, after.name(), hash.get());
        Sessions.removeOf(handle, after.name());
      }
      if (after.disabled()) {
        Accounts.shutOut(handle, after.name());
      }
      keepAnAdministrator(Accounts.count(handle, Caller.Role.ADMINISTRATOR.word()));
    });
    audit.note(by, "account changed", after.name(), described(after, hash));
    return after;
  }

  private static String described(AccountRow account, Optional<String> hash) {
    return account.role()
        + (account.disabled() ? ", disabled" : "")
        + (hash.isPresent() ? ", with another password" : "");
  }

  /** Removes an account. */
  public void remove(Caller by, String name) throws QueueException {
    AccountRow account = get(name);
    database.change(handle -> {
      Accounts.remove(handle, account.name());
      keepAnAdministrator(Accounts.count(handle, Caller.Role.ADMINISTRATOR.word()));
    });
    audit.note(by, "account removed", account.name(), "");
  }

  private static void keepAnAdministrator(int left) throws QueueException {
    if (left == 0) {
      throw new QueueException(
          QueueException.Code.CONFLICT,
          "nobody would be an administrator any more; make another one first");
    }
  }

  /**
   * Gives the caller's own account another password. Other sessions end: whoever knows the old
   * password may have them.
   *
   * @param own the session that stays
   */
  public void password(
      Caller caller, @Nullable String current, @Nullable String password, Optional<SessionRow> own)
      throws QueueException {
    caller.requires(Scope.ADMIN);
    if (current == null) {
      throw Given.invalid("`current` is missing");
    }
    security.signIn().confirm(caller, current);
    String hash = security.passwords().hash(Given.password(password));
    database.change(handle -> {
      Accounts.password(handle, caller.account(), hash);
      Sessions.removeOthers(handle, caller.account(), own.map(SessionRow::hash).orElse(""));
    });
    audit.note(caller, "password changed", caller.account(), "");
  }
}
