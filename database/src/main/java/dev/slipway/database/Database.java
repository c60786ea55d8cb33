package dev.slipway.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Where a service keeps what it knows. SQLite has one writer at a time: writers of this process
 * wait for each other in the order in which they come, instead of asking the file again and again.
 */
public final class Database implements AutoCloseable {
  private final HikariDataSource source;
  private final Jdbi jdbi;
  private final boolean sqlite;

  private final Lane readers;
  private final Lane writers;

  /** The lane that a thread is in. It needs no other turn there: it would wait for itself. */
  private final Map<Thread, Lane> inside = new ConcurrentHashMap<>();

  /** How often a transaction is begun anew that another one was in the way of. */
  private static final int TRIES = 5;

  /** How many of PostgreSQL's connections are for those who write. */
  private static final int WRITERS = 6;

  /** How long somebody waits for its turn: others are answered within milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private Database(HikariDataSource source, boolean sqlite) {
    this.source = source;
    this.sqlite = sqlite;
    this.jdbi = Jdbi.create(source);
    if (sqlite) {
      jdbi.setStatementBuilderFactory(KeptStatements.factory());
    }
    int connections = source.getMaximumPoolSize();
    int writing = sqlite ? 1 : WRITERS;
    this.readers = new Lane("read", connections - writing, PATIENCE);
    this.writers = new Lane("write", writing, PATIENCE);
  }

  /**
   * Opens a database and brings its schema up to date.
   *
   * @param url {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST:PORT/NAME?user=…}
   * @param migrations the folder of the class path with the schema's versions
   * @throws DatabaseException where it cannot be reached or is a newer program's
   */
  public static Database open(String url, String migrations) throws DatabaseException {
    boolean sqlite = url.startsWith("jdbc:sqlite:");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setPoolName("database");
    config.setMaximumPoolSize(sqlite ? 8 : 16);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    if (sqlite) {
      config.setConnectionInitSql("PRAGMA mmap_size = 67108864");
      Map.of(
              "journal_mode", "WAL",
              "synchronous", "NORMAL",
              "busy_timeout", "10000",
              "transaction_mode", "IMMEDIATE",
              "foreign_keys", "true",
              // It would be asked after each row that is written, and nobody wants to know.
              "jdbc.get_generated_keys", "false")
          .forEach(config::addDataSourceProperty);
    } else {
      config.addDataSourceProperty("reWriteBatchedInserts", "true");
      config.addDataSourceProperty("ApplicationName", "slipway");
    }
    HikariDataSource source;
    try {
      source = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new DatabaseException(
          "the database " + shown(url) + " cannot be opened: " + cause(e), false, e);
    }
    try {
      migrate(source, sqlite, migrations);
    } catch (FlywayException e) {
      source.close();
      throw new DatabaseException(
          "the database " + shown(url) + " cannot be brought up to date: " + cause(e), true, e);
    }
    return new Database(source, sqlite);
  }

  private static void migrate(HikariDataSource source, boolean sqlite, String migrations) {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:" + migrations)
        .placeholders(
            Map.of(
                "identity",
                sqlite
                    ? "INTEGER PRIMARY KEY AUTOINCREMENT"
                    : "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"))
        .load()
        .migrate();
  }

  /** Without what may be secret in it. */
  private static String shown(String url) {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query);
  }

  private static String cause(Throwable fault) {
    Throwable last = fault;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    return String.valueOf(last.getMessage());
  }

  /** Whether it is SQLite; otherwise it is PostgreSQL. */
  public boolean isSqlite() {
    return sqlite;
  }

  /** What makes a row this transaction's, and lets others pass by: nothing in SQLite. */
  public String skipLocked() {
    return sqlite ? "" : " FOR UPDATE SKIP LOCKED";
  }

  /** Reads. */
  public <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
    return in(readers, () -> jdbi.withHandle(work));
  }

  /**
   * Reads and writes in one transaction. It may be begun anew where another one was in its way, so
   * the work changes nothing but the database.
   */
  public <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
    return in(writers, () -> transaction(work));
  }

  private <T, X extends Exception> T transaction(HandleCallback<T, X> work) throws X {
    if (sqlite) {
      return jdbi.inTransaction(work);
    }
    for (int i = 1; ; i++) {
      try {
        return jdbi.inTransaction(work);
      } catch (JdbiException e) {
        if (i == TRIES || !Fault.of(e).isConflict()) {
          throw e;
        }
      }
    }
  }

  private interface Work<T, X extends Exception> {
    T run() throws X;
  }

  private <T, X extends Exception> T in(Lane lane, Work<T, X> work) throws X {
    Thread thread = Thread.currentThread();
    Lane before = inside.get(thread);
    if (before == writers || before == lane) {
      return work.run();
    }
    lane.enter();
    inside.put(thread, lane);
    try {
      return work.run();
    } finally {
      if (before == null) {
        inside.remove(thread);
      } else {
        inside.put(thread, before);
      }
      lane.leave();
    }
  }

  /** Writes in one transaction; see {@link #write}. */
  public <X extends Exception> void change(HandleConsumer<X> work) throws X {
    write(handle -> {
      work.useHandle(handle);
      return true;
    });
  }

  /**
   * The time by which leases count. It is PostgreSQL's own, since the clocks of servers differ;
   * SQLite's servers are on one machine.
   */
  public Instant now(Handle handle, Clock clock) {
    if (sqlite) {
      return clock.instant();
    }
    return Instant.ofEpochMilli(
        handle
            .createQuery("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")
            .mapTo(Long.class)
            .one());
  }

  @Override
  public void close() {
    source.close();
  }
}
