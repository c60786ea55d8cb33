package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.GivenName;
import java.util.List;
import java.util.Set;

/** What an instance's tables take on the server's disk. */
final class Storage {
  private static final int LOCK_SECONDS = 5;

  /** Somebody reads the table, or it is gone. */
  private static final Set<Integer> NOT_NOW = Set.of(1205, 1146, 1317, 1969, 3024);

  private final Session session;
  private final String instance;

  Storage(Session session, String instance) {
    this.session = session;
    this.instance = GivenName.checked(instance);
  }

  /**
   * Bytes of its files. {@code information_schema.TABLES} is right for other engines, but tells of
   * InnoDB what it last counted: nothing right after 42 MB were written.
   */
  long bytes() throws BackendException {
    String files = session.isMariadb() ? "INNODB_SYS_TABLESPACES" : "INNODB_TABLESPACES";
    long innodb =
        session.number(
            "SELECT CAST(COALESCE(SUM(FILE_SIZE), 0) AS CHAR) FROM information_schema."
                + files
                + " WHERE SUBSTRING_INDEX(NAME, '/', 1) = ?",
            instance);
    long others =
        session.number(
            "SELECT CAST(COALESCE(SUM(DATA_LENGTH + INDEX_LENGTH), 0) AS CHAR)"
                + " FROM information_schema.TABLES"
                + " WHERE TABLE_SCHEMA = ? AND ENGINE IS NOT NULL AND ENGINE <> 'InnoDB'",
            instance);
    return innodb + others;
  }

  /**
   * Gives back what deleted rows took, since InnoDB's files do not shrink by themselves. A table
   * that was made anew has no time of a change until rows are written or deleted: so only tables
   * are taken where something was. What cannot be done now is left for the next time.
   */
  void shrink() throws BackendException {
    List<String> changed =
        session.column(
            "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?"
                + " AND TABLE_TYPE = 'BASE TABLE' AND ENGINE = 'InnoDB'"
                + " AND UPDATE_TIME IS NOT NULL",
            instance);
    session.run("SET lock_wait_timeout = " + LOCK_SECONDS);
    try {
      for (String each : changed) {
        session.runUnless(
            NOT_NOW, "OPTIMIZE TABLE `" + instance + "`.`" + each.replace("`", "``") + "`");
      }
    } catch (BackendException e) {
      // The server goes on with a table for which the time was too short.
      if (e.kind() != BackendException.Kind.UNAVAILABLE) {
        throw e;
      }
    }
  }
}
