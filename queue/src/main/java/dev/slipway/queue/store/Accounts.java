package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The accounts. */
public final class Accounts {
  private static final String ALL = "SELECT name, role, mail, disabled, created_at FROM account ";
  private static final RowMapper<AccountRow> ROW =
      (row, _) ->
          new AccountRow(
              row.getString(1),
              row.getString(2),
              Optional.ofNullable(row.getString(3)),
              row.getInt(4) != 0,
              Instant.ofEpochMilli(row.getLong(5)));

  private final Database database;

  /** Those of a database. */
  public Accounts(Database database) {
    this.database = database;
  }

  /** All of them, by name. */
  public List<AccountRow> all() {
    return database.read(handle -> handle.createQuery(ALL + "ORDER BY name").map(ROW).list());
  }

  /** An account. */
  public Optional<AccountRow> get(String name) {
    return database.read(handle -> get(handle, name));
  }

  /** An account. */
  public static Optional<AccountRow> get(Handle handle, String name) {
    return handle.createQuery(ALL + "WHERE name = :name").bind("name", name).map(ROW).findOne();
  }

  /** The hash of an account's password. */
  public Optional<String> password(String name) {
    return database.read(handle ->
        handle
            .createQuery("SELECT password FROM account WHERE name = :name")
            .bind("name", name)
            .mapTo(String.class)
            .findOne());
  }

  /**
   * Adds an account.
   *
   * @return whether there was none of that name
   */
  public static boolean add(Handle handle, AccountRow account, String password) {
    return handle
            .createUpdate(
                """
                INSERT INTO account (name, password, role, mail, disabled, created_at)
                VALUES (:name, :password, :role, :mail, :disabled, :now)
                ON CONFLICT (name) DO NOTHING
                """)
            .bind("name", account.name())
            .bind("password", password)
            .bind("role", account.role())
            .bind("mail", account.mail().orElse(null))
            .bind("disabled", account.disabled() ? 1 : 0)
            .bind("now", account.created().toEpochMilli())
            .execute()
        == 1;
  }

  /** Gives an account of the same name its role and mail, and says whether it is disabled. */
  public static void change(Handle handle, AccountRow account) {
    handle
        .createUpdate(
            """
            UPDATE account SET role = :role, mail = :mail, disabled = :disabled
            WHERE name = :name
            """)
        .bind("name", account.name())
        .bind("role", account.role())
        .bind("mail", account.mail().orElse(null))
        .bind("disabled", account.disabled() ? 1 : 0)
        .execute();
  }

  /** Gives an account the hash of another password. */
  public static void password(Handle handle, String name, String hash) {
    handle
        .createUpdate("UPDATE account SET password = :hash WHERE name = :name")
        .bind("name", name)
        .bind("hash", hash)
        .execute();
  }

  /** How many accounts have a role and are not disabled. */
  public static int count(Handle handle, String role) {
    return handle
        .createQuery("SELECT count(*) FROM account WHERE role = :role AND disabled = 0")
        .bind("role", role)
        .mapTo(Integer.class)
        .one();
  }

  /** Whether there is any account. */
  public static boolean any(Handle handle) {
    return handle.createQuery("SELECT count(*) FROM account").mapTo(Integer.class).one() > 0;
  }

  /** Ends all sessions of an account and revokes all its tokens. */
  public static void shutOut(Handle handle, String name) {
    Sessions.removeOf(handle, name);
    Tokens.removeOf(handle, name);
  }

  /** Removes an account with its sessions, tokens and memberships. */
  public static void remove(Handle handle, String name) {
    shutOut(handle, name);
    handle.createUpdate("DELETE FROM member WHERE account = :name").bind("name", name).execute();
    handle.createUpdate("DELETE FROM account WHERE name = :name").bind("name", name).execute();
  }
}
