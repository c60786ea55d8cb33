package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.Application;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.TimeLimits;
import java.util.List;
import java.util.Map;

/** An application with a table of texts. */
public final class SqlApplication implements Application {
  private final Session session;

  /** Logs in with what a binding gave. */
  public SqlApplication(Bound bound) throws BackendException {
    Map<String, Object> with = bound.credentials();
    this.session =
        Session.open(
            new MariadbServer(
                (String) with.get("hostname"),
                (Integer) with.get("port"),
                (String) with.get("username"),
                (String) with.get("password"),
                false),
            TimeLimits.DEFAULT,
            (String) with.get("name"));
  }

  @Override
  public void write(String key, String text) throws BackendException {
    if (rows("SHOW TABLES LIKE 'texts'").isEmpty()) {
      run("CREATE TABLE texts (k VARCHAR(99) PRIMARY KEY, t LONGTEXT)");
    }
    session.run("REPLACE INTO texts VALUES (?, ?)", key, text);
  }

  @Override
  public String read(String key) throws BackendException {
    return session.column("SELECT t FROM texts WHERE k = ?", key).getFirst();
  }

  @Override
  public void speak() throws BackendException {
    rows("SELECT 1");
  }

  /** Says something else. */
  public void run(String sql) throws BackendException {
    session.run(sql);
  }

  /** Asks something else. */
  public List<List<String>> rows(String sql) throws BackendException {
    return session.rows(sql);
  }

  @Override
  public void close() {
    session.close();
  }
}
