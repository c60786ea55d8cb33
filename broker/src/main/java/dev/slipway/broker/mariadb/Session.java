package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.TimeLimits;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.mariadb.r2dbc.MariadbConnectionConfiguration;
import org.mariadb.r2dbc.MariadbConnectionFactory;
import org.mariadb.r2dbc.SslMode;
import org.mariadb.r2dbc.api.MariadbConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.resources.LoopResources;

/**
 * A connection whose calls block, each for a limited time. The driver's reactive types end here.
 */
final class Session implements AutoCloseable {
  private static final Duration GOODBYE = Duration.ofSeconds(2);

  private final MariadbServer server;
  private final TimeLimits limits;
  private final LoopResources loop;
  private final MariadbConnection connection;
  private final long end;

  private Session(
      MariadbServer server,
      TimeLimits limits,
      LoopResources loop,
      MariadbConnection connection,
      long end) {
    this.server = server;
    this.limits = limits;
    this.loop = loop;
    this.connection = connection;
    this.end = end;
  }

  /**
   * Connects and logs in.
   *
   * @param database the one that names without one mean; empty for none
   */
  static Session open(MariadbServer server, TimeLimits limits, String database)
      throws BackendException {
    long end = System.nanoTime() + limits.call().toNanos();
    LoopResources loop = LoopResources.create("broker-mariadb", 1, true);
    MariadbConnectionConfiguration.Builder how =
        MariadbConnectionConfiguration.builder()
            .host(server.host())
            .port(server.port())
            .username(server.user())
            .password(server.password())
            .connectTimeout(limits.connect())
            .loopResources(loop)
            .fallbackToSystemTrustStore(server.trust().pem().isEmpty())
            .sslMode(server.tls() ? SslMode.VERIFY_FULL : SslMode.DISABLE);
    server.trust().pem().ifPresent(how::serverSslCert);
    if (!database.isEmpty()) {
      how.database(database);
    }
    try {
      MariadbConnection connection =
          new MariadbConnectionFactory(how.build()).create().block(limits.connect());
      if (connection == null) {
        throw new IllegalStateException("the driver gave no connection");
      }
      return new Session(server, limits, loop, connection, end);
    } catch (RuntimeException e) {
      end(loop);
      Fault fault = Fault.of(e);
      throw fault.exception(
          server,
          fault.code() == Fault.ACCESS_DENIED
              ? "does not take the login `" + server.user() + "`"
              : "cannot be reached");
    }
  }

  /** Whether it is MariaDB; otherwise it is MySQL. */
  boolean isMariadb() {
    return connection.getMetadata().isMariaDBServer();
  }

  /** Does something. */
  void run(String sql, Object... values) throws BackendException {
    runUnless(Set.of(), sql, values);
  }

  /** Does something; that the server refuses it with one of these codes is as good. */
  void runUnless(Set<Integer> codes, String sql, Object... values) throws BackendException {
    try {
      Flux.from(statement(sql, values).execute())
          .concatMap(Result::getRowsUpdated)
          .then()
          .block(left());
    } catch (RuntimeException e) {
      Fault fault = Fault.of(e);
      if (!codes.contains(fault.code())) {
        throw fault.exception(server, "does not do " + verb(sql));
      }
    }
  }

  /** Asks for rows; what is NULL is empty. */
  List<List<String>> rows(String sql, Object... values) throws BackendException {
    try {
      List<List<String>> rows =
          Flux.from(statement(sql, values).execute())
              .concatMap(result -> result.map(Session::texts))
              .collectList()
              .block(left());
      return rows == null ? List.of() : rows;
    } catch (RuntimeException e) {
      throw Fault.of(e).exception(server, "does not answer " + verb(sql));
    }
  }

  /** Asks for one column. */
  List<String> column(String sql, Object... values) throws BackendException {
    return rows(sql, values).stream().map(List::getFirst).toList();
  }

  /** Asks for a number. */
  long number(String sql, Object... values) throws BackendException {
    return Long.parseLong(column(sql, values).getFirst());
  }

  private Statement statement(String sql, Object... values) {
    Statement statement = connection.createStatement(sql);
    for (int i = 0; i < values.length; i++) {
      statement.bind(i, values[i]);
    }
    return statement;
  }

  private Duration left() {
    Duration left = limits.statementUntil(end);
    return left.isPositive() ? left : Duration.ofMillis(1);
  }

  private static List<String> texts(Row row, RowMetadata columns) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.getColumnMetadatas().size(); i++) {
      String text = row.get(i, String.class);
      texts.add(text == null ? "" : text);
    }
    return texts;
  }

  /** What a statement does, without names and secrets. */
  private static String verb(String sql) {
    String[] words = sql.split("\\s+", 3);
    return words.length < 2 ? sql : words[0] + " " + words[1];
  }

  @Override
  public void close() {
    try {
      Mono.from(connection.close()).block(GOODBYE);
    } catch (RuntimeException e) {
      // The server is gone, and the connection with it.
      return;
    } finally {
      end(loop);
    }
  }

  /**
   * A session has a thread of its own that waits for the network, since what ends with that thread
   * is the connection too: the driver leaves one open that was given up while it was logging in.
   */
  private static void end(LoopResources loop) {
    loop.disposeLater(Duration.ZERO, GOODBYE).subscribe();
  }
}
