package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.Bound;
import dev.slipway.real.PostgreSql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** An application with a table of texts. */
public final class SqlApplication implements Application {
  private final Connection connection;

  /** Logs in with what a binding gave. */
  public SqlApplication(Bound bound) throws SQLException {
    this((String) bound.credentials().get("jdbcUrl"));
  }

  /** Logs in. */
  public SqlApplication(String jdbcUrl) throws SQLException {
    this.connection = DriverManager.getConnection(jdbcUrl);
  }

  /** The server's administrator. */
  static SqlApplication admin(PostgreSql process) throws Exception {
    PostgresqlServer server = PostgresqlServer.parse(process.url());
    return new SqlApplication(
        "jdbc:postgresql://"
            + server.address()
            + "/postgres?user="
            + server.user()
            + "&password="
            + server.password());
  }

  @Override
  public void write(String key, String text) throws SQLException {
    run("CREATE TABLE IF NOT EXISTS texts (k TEXT PRIMARY KEY, t TEXT)");
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO texts VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET t = excluded.t")) {
      statement.setString(1, key);
      statement.setString(2, text);
      statement.executeUpdate();
    }
  }

  @Override
  public String read(String key) throws SQLException {
    return ask("SELECT t FROM texts WHERE k = '" + key + "'");
  }

  @Override
  public void speak() throws SQLException {
    run("SELECT 1");
  }

  /** Says something else. */
  public void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Asks for one text. */
  public String ask(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      if (!found.next()) {
        throw new SQLException("there is no row");
      }
      return found.getString(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
