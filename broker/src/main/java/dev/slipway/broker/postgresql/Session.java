package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.TimeLimits;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.IntStream;

/** A connection to one database, each call of it for a limited time. */
final class Session implements AutoCloseable {
  private final PostgresqlServer server;
  private final TimeLimits limits;
  private final long end;
  private final Connection connection;

  private Session(PostgresqlServer server, TimeLimits limits, long end, Connection connection) {
    this.server = server;
    this.limits = limits;
    this.end = end;
    this.connection = connection;
  }

  /**
   * Connects and logs in.
   *
   * @param end when it has to be over, by {@link System#nanoTime}
   */
  static Session open(PostgresqlServer server, TimeLimits limits, long end, String database)
      throws BackendException {
    Properties how = new Properties();
    how.setProperty("user", server.user());
    how.setProperty("password", server.password());
    how.setProperty("ApplicationName", "slipway");
    how.setProperty("loginTimeout", seconds(limits.connect()));
    how.setProperty("connectTimeout", seconds(limits.connect()));
    how.setProperty("socketTimeout", seconds(limits.statement()));
    how.setProperty("options", "-c statement_timeout=" + limits.statement().toMillis());
    // What a statement says may have a password's verifier in it.
    how.setProperty("logServerErrorDetail", "false");
    if (server.tls()) {
      how.setProperty("sslmode", "verify-full");
      how.setProperty("sslfactory", Encryption.class.getName());
      how.setProperty("sslfactoryarg", server.trust().pem().orElse(""));
    }
    try {
      return new Session(
          server,
          limits,
          end,
          DriverManager.getConnection(
              "jdbc:postgresql://" + server.address() + "/" + database, how));
    } catch (SQLException e) {
      Fault fault = Fault.of(e);
      throw fault.exception(
          server,
          fault.isLogin()
              ? "does not take the login `" + server.user() + "`"
              : "cannot be reached");
    }
  }

  /** The driver takes 0 for no limit. */
  private static String seconds(Duration time) {
    return String.valueOf(Math.max(1, time.toSeconds()));
  }

  /** Connects to another database; what is left of the time is for both. */
  Session into(String database) throws BackendException {
    return open(server, limits, end, database);
  }

  /** Does something. */
  void run(String sql) throws BackendException {
    runUnless(Set.of(), sql);
  }

  /**
   * Does something; that the server refuses it with one of these states is as good.
   *
   * @return whether it was done
   */
  boolean runUnless(Set<String> states, String sql) throws BackendException {
    try (Statement statement = connection.createStatement()) {
      limit();
      statement.execute(sql);
      return true;
    } catch (SQLException e) {
      if (!states.contains(Fault.of(e).state())) {
        throw Fault.of(e).exception(server, "does not do " + verb(sql));
      }
      return false;
    }
  }

  /** Asks for one column. */
  List<String> column(String sql, Object... values) throws BackendException {
    return rows(sql, values).stream().map(List::getFirst).toList();
  }

  /** Asks for rows; what is NULL is empty. */
  List<List<String>> rows(String sql, Object... values) throws BackendException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      limit();
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(row(found));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw Fault.of(e).exception(server, "does not answer " + verb(sql));
    }
  }

  private static List<String> row(ResultSet found) throws SQLException {
    List<String> row = new ArrayList<>();
    for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
      String text = found.getString(i);
      row.add(text == null ? "" : text);
    }
    return row;
  }

  /** Asks for a number. */
  long number(String sql, Object... values) throws BackendException {
    return Long.parseLong(column(sql, values).getFirst());
  }

  /** Whether there is a row. */
  boolean has(String sql, Object... values) throws BackendException {
    return !rows(sql, values).isEmpty();
  }

  private void limit() throws SQLException {
    Duration left = limits.statementUntil(end);
    connection.setNetworkTimeout(Runnable::run, (int) Math.max(1, left.toMillis()));
  }

  /** What a statement does, without names and secrets. */
  private static String verb(String sql) {
    String[] words = sql.split("\\s+", 3);
    return String.join(
        " ", IntStream.range(0, Math.min(2, words.length)).mapToObj(i -> words[i]).toList());
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // The server is gone, and the connection with it.
      return;
    }
  }
}
