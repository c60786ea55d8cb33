package dev.slipway.broker.mariadb;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.GivenName;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * The users that may do something in an instance's database: its bindings, and one that has the
 * instance's name, with which nobody logs in. What that one may do is what a new binding may: so
 * the server itself knows whether an instance is restricted. It also owns views and procedures of
 * bindings that are gone.
 */
final class Users {
  /** Without which nothing grows. */
  private static final String GROWING = "INSERT, UPDATE, CREATE, ALTER, INDEX";

  /** No GRANT OPTION, and no EVENT, which would go on without a session. */
  private static final String OTHERS =
      "SELECT, DELETE, DROP, REFERENCES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE,"
          + " CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, TRIGGER";

  private final Session session;
  private final String instance;

  /** Those of an instance. */
  Users(Session session, String instance) {
    this.session = session;
    this.instance = GivenName.checked(instance);
  }

  /** A user as statements name it. */
  static String account(String name) {
    return "'" + GivenName.checked(name) + "'@'%'";
  }

  /**
   * The database as GRANT names it. An underscore there stands for any character unless it is
   * escaped, which would let one instance's bindings into another instance.
   */
  private String granted() {
    return "`" + pattern() + "`.*";
  }

  private String pattern() {
    return instance.replace("_", "\\_");
  }

  /** Makes the user that nobody logs in with. */
  void addOwner(String password) throws BackendException {
    session.run(
        "CREATE USER IF NOT EXISTS " + account(instance) + identified(password) + " ACCOUNT LOCK");
    session.run(
        "GRANT " + GROWING + ", " + OTHERS + " ON " + granted() + " TO " + account(instance));
  }

  /** Makes a binding's user, in the place of one that is there. */
  void add(String name, String password) throws BackendException {
    remove(name);
    session.run("CREATE USER " + account(name) + identified(password));
    String rights = isRestricted() ? OTHERS : GROWING + ", " + OTHERS;
    session.run("GRANT " + rights + " ON " + granted() + " TO " + account(name));
  }

  /** MariaDB takes the hash alone; MySQL leaves passwords out of its logs by itself. */
  private String identified(String password) {
    return session.isMariadb()
        ? " IDENTIFIED VIA mysql_native_password USING '" + hash(password) + "'"
        : " IDENTIFIED BY '" + password + "'";
  }

  private static String hash(String password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      byte[] once = sha.digest(password.getBytes(StandardCharsets.US_ASCII));
      return "*" + HexFormat.of().formatHex(sha.digest(once)).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Removes a user, its sessions first: DROP USER lets them go on. */
  void remove(String name) throws BackendException {
    lock(name);
    if (!name.equals(instance)) {
      new Definers(session, instance).take(name);
    }
    session.run("DROP USER IF EXISTS " + account(name));
  }

  private void lock(String name) throws BackendException {
    if (session.column("SELECT User FROM mysql.user WHERE User = ?", name).isEmpty()) {
      return;
    }
    session.runUnless(Fault.GONE, "ALTER USER " + account(name) + " ACCOUNT LOCK");
    new Sessions(session).end(name);
  }

  /** Removes all of an instance that goes with what is in it. */
  void removeAll() throws BackendException {
    for (String each : bindings()) {
      lock(each);
      session.run("DROP USER IF EXISTS " + account(each));
    }
    session.run("DROP USER IF EXISTS " + account(instance));
  }

  /** Names of bindings that may do something there. */
  List<String> bindings() throws BackendException {
    return session
        .column("SELECT User FROM mysql.db WHERE Db = ? ORDER BY User", pattern())
        .stream()
        .filter(GivenName::isBinding)
        .toList();
  }

  /** How many sessions of bindings there are. */
  long connections() throws BackendException {
    return session.number(
        "SELECT COUNT(*) FROM information_schema.PROCESSLIST"
            + " WHERE USER IN (SELECT User FROM mysql.db WHERE Db = ?)",
        pattern());
  }

  /**
   * Has all bindings together not open more connections than the instance may: each gets the same
   * part of them, and one at least.
   */
  void share(OptionalLong connections) throws BackendException {
    List<String> names = bindings();
    for (String each : names) {
      long part = connections.isEmpty() ? 0 : Math.max(1, connections.getAsLong() / names.size());
      session.runUnless(
          Fault.GONE, "ALTER USER " + account(each) + " WITH MAX_USER_CONNECTIONS " + part);
    }
  }

  /** Takes the rights that let files grow, or gives them back; sessions remember what they had. */
  void restrict(boolean restricted) throws BackendException {
    List<String> others =
        session.column(
            "SELECT User FROM mysql.db WHERE Db = ? AND Insert_priv = ? ORDER BY User DESC",
            pattern(),
            restricted ? "Y" : "N");
    for (String each : others) {
      session.runUnless(
          Fault.GONE,
          (restricted ? "REVOKE " : "GRANT ")
              + GROWING
              + " ON "
              + granted()
              + (restricted ? " FROM " : " TO ")
              + account(each));
      new Sessions(session).end(each);
    }
  }

  private boolean isRestricted() throws BackendException {
    return session
        .column("SELECT Insert_priv FROM mysql.db WHERE Db = ? AND User = ?", pattern(), instance)
        .contains("N");
  }
}
