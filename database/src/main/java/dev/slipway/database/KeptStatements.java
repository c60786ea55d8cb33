package dev.slipway.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementBuilderFactory;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the statements that a connection to SQLite has prepared: its driver does not, and preparing
 * a short one takes as long as running it. They are the driver's own, since those of the pool are
 * closed when their connection goes back to it, and end with the connection.
 */
final class KeptStatements extends DefaultStatementBuilder {
  /** More than a service has; texts that are put together from lists are not kept for ever. */
  private static final int MOST = 200;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new HashMap<>();
  private final IdentityHashMap<Statement, String> used = new IdentityHashMap<>();

  private KeptStatements(Connection connection) {
    this.connection = connection;
  }

  /** For each connection its own. A connection is used by one thread at a time. */
  static StatementBuilderFactory factory() {
    Map<Connection, KeptStatements> all = new ConcurrentHashMap<>();
    return pooled -> {
      Connection connection = driver(pooled);
      KeptStatements there = all.get(connection);
      if (there == null) {
        // The pool renews its connections now and then.
        all.keySet().removeIf(KeptStatements::isClosed);
        there = new KeptStatements(connection);
        all.put(connection, there);
      }
      return there;
    };
  }

  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private static Connection driver(Connection pooled) {
    try {
      return pooled.unwrap(Connection.class);
    } catch (SQLException e) {
      throw new IllegalStateException("the pool does not give out its connection", e);
    }
  }

  @Override
  public PreparedStatement create(Connection pooled, String sql, StatementContext context)
      throws SQLException {
    PreparedStatement statement = idle.remove(sql);
    if (statement == null) {
      statement = connection.prepareStatement(sql);
    }
    used.put(statement, sql);
    return statement;
  }

  @Override
  public void close(Connection pooled, String sql, Statement statement) throws SQLException {
    String text = used.remove(statement);
    if (text == null
        || !(statement instanceof PreparedStatement prepared)
        || idle.size() == MOST
        || idle.containsKey(text)
        || !isReset(prepared)) {
      statement.close();
      return;
    }
    idle.put(text, prepared);
  }

  /**
   * Has it be as new: without values, and without rows that nobody has fetched, which would hold
   * the database as it was then.
   *
   * @return whether it can be: after some faults the driver has ended it
   */
  private static boolean isReset(PreparedStatement statement) {
    try {
      ResultSet rows = statement.getResultSet();
      if (rows != null) {
        rows.close();
      }
      statement.clearBatch();
      statement.clearParameters();
      return true;
    } catch (SQLException e) {
      return false;
    }
  }
}
