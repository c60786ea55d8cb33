package dev.slipway.queue.store;

import dev.slipway.database.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** The API tokens. */
public final class Tokens {
  private static final String ALL =
      "SELECT id, account, name, scopes, created_at, expires_at, used_at FROM token ";
  private static final RowMapper<TokenRow> ROW =
      (row, _) ->
          new TokenRow(
              row.getLong(1),
              row.getString(2),
              row.getString(3),
              List.of(row.getString(4).split(" ")),
              Instant.ofEpochMilli(row.getLong(5)),
              instant(row, 6),
              instant(row, 7));

  private final Database database;

  /** Those of a database. */
  public Tokens(Database database) {
    this.database = database;
  }

  private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** All of them, the oldest first. */
  public List<TokenRow> all() {
    return database.read(handle -> handle.createQuery(ALL + "ORDER BY id").map(ROW).list());
  }

  /** Those of an account, the oldest first. */
  public List<TokenRow> of(String account) {
    return database.read(handle ->
        handle
            .createQuery(ALL + "WHERE account = :account ORDER BY id")
            .bind("account", account)
            .map(ROW)
            .list());
  }

  /** A token. */
  public Optional<TokenRow> get(long id) {
    return database.read(
        handle -> handle.createQuery(ALL + "WHERE id = :id").bind("id", id).map(ROW).findOne());
  }

  /**
   * The token of a hash, expired or not.
   *
   * @param hash SHA-256 of the token, in hexadecimal
   */
  public Optional<TokenRow> find(String hash) {
    return database.read(handle ->
        handle.createQuery(ALL + "WHERE hash = :hash").bind("hash", hash).map(ROW).findOne());
  }

  /**
   * Adds a token.
   *
   * @param token whose id does not matter
   * @return its id
   */
  public static long add(Handle handle, TokenRow token, String hash) {
    return handle
        .createQuery(
            """
            INSERT INTO token (account, name, hash, scopes, created_at, expires_at)
            VALUES (:account, :name, :hash, :scopes, :created, :expires)
            RETURNING id
            """)
        .bind("account", token.account())
        .bind("name", token.name())
        .bind("hash", hash)
        .bind("scopes", String.join(" ", token.scopes()))
        .bind("created", token.created().toEpochMilli())
        .bind("expires", token.expires().map(Instant::toEpochMilli).orElse(null))
        .mapTo(Long.class)
        .one();
  }

  /** How many an account has. */
  public static int count(Handle handle, String account) {
    return handle
        .createQuery("SELECT count(*) FROM token WHERE account = :account")
        .bind("account", account)
        .mapTo(Integer.class)
        .one();
  }

  /** Notes that a token is used. */
  public static void used(Handle handle, long id, Instant now) {
    handle
        .createUpdate("UPDATE token SET used_at = :now WHERE id = :id")
        .bind("id", id)
        .bind("now", now.toEpochMilli())
        .execute();
  }

  /** Revokes a token. */
  public static void remove(Handle handle, long id) {
    handle.createUpdate("DELETE FROM token WHERE id = :id").bind("id", id).execute();
  }

  /** Revokes all tokens of an account. */
  public static void removeOf(Handle handle, String account) {
    handle
        .createUpdate("DELETE FROM token WHERE account = :account")
        .bind("account", account)
        .execute();
  }
}
