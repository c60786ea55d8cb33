package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.GivenName;
import java.util.List;
import java.util.Set;
import org.postgresql.util.PasswordUtil;

/**
 * The roles of an instance. One has its name, owns all that is in its database, and cannot log in;
 * bindings log in and become that one. Another one may only read and delete; it is there while the
 * instance is restricted, and bindings become that one instead. So the server itself knows whether
 * an instance is restricted.
 */
final class Roles {
  private static final long END_MILLIS = 5_000;

  private final Session session;
  private final String instance;

  /** Those of an instance, by a session in the server's own database. */
  Roles(Session session, String instance) {
    this.session = session;
    this.instance = GivenName.checked(instance);
  }

  static String quoted(String name) {
    return "\"" + GivenName.checked(name) + "\"";
  }

  String owner() {
    return quoted(instance);
  }

  /** The one that only reads and deletes, without quotes. */
  String readerName() {
    return instance + "_read";
  }

  String reader() {
    return "\"" + readerName() + "\"";
  }

  boolean isRestricted() throws BackendException {
    return isThere(readerName());
  }

  private boolean isThere(String name) throws BackendException {
    return session.has("SELECT 1 FROM pg_roles WHERE rolname = ?", name);
  }

  private boolean hasDatabase() throws BackendException {
    return session.has("SELECT 1 FROM pg_database WHERE datname = ? AND datallowconn", instance);
  }

  void addOwner() throws BackendException {
    session.runUnless(Set.of(Fault.ROLE_EXISTS), "CREATE ROLE " + owner() + " NOLOGIN");
  }

  /** Makes a binding's role, in the place of one that is there. */
  void add(String name, String password) throws BackendException {
    remove(name);
    boolean restricted = isRestricted();
    if (restricted) {
      // It may have been cut off before the reader could connect.
      restrict();
    }
    String group = restricted ? reader() : owner();
    session.run(
        "CREATE ROLE "
            + quoted(name)
            + " LOGIN PASSWORD '"
            + PasswordUtil.encodeScramSha256(password.toCharArray())
            + "' IN ROLE "
            + group);
    become(name, group);
  }

  private void become(String name, String group) throws BackendException {
    session.runUnless(
        Set.of(Fault.NO_ROLE),
        "ALTER ROLE " + quoted(name) + " IN DATABASE " + owner() + " SET role = " + group);
  }

  /** Removes a binding's role; what is its own becomes the instance's. */
  void remove(String name) throws BackendException {
    if (!isThere(name)) {
      return;
    }
    session.run("ALTER ROLE " + quoted(name) + " NOLOGIN");
    end(name);
    if (hasDatabase()) {
      try (Session inside = session.into(instance)) {
        inside.run("REASSIGN OWNED BY " + quoted(name) + " TO " + owner());
        inside.run("DROP OWNED BY " + quoted(name));
      }
    }
    session.run("DROP ROLE IF EXISTS " + quoted(name));
  }

  /** Removes all, when the database is gone; the groups last: by them the others are found. */
  void removeAll() throws BackendException {
    for (String group : List.of(readerName(), instance)) {
      for (String each : members(group)) {
        remove(each);
      }
    }
    session.run("DROP ROLE IF EXISTS " + reader());
    session.run("DROP ROLE IF EXISTS " + owner());
  }

  private List<String> members(String group) throws BackendException {
    return session
        .column(
            """
            SELECT member.rolname FROM pg_auth_members m
            JOIN pg_roles member ON member.oid = m.member
            JOIN pg_roles grp ON grp.oid = m.roleid
            WHERE grp.rolname = ? ORDER BY 1
            """,
            group)
        .stream()
        .filter(GivenName::isBinding)
        .toList();
  }

  /** Ends a role's sessions, and waits until they are over. */
  private void end(String name) throws BackendException {
    session.rows(
        "SELECT pg_terminate_backend(pid, ?) FROM pg_stat_activity WHERE usename = ?",
        END_MILLIS,
        name);
    if (session.has("SELECT 1 FROM pg_stat_activity WHERE usename = ?", name)) {
      throw new BackendException(Kind.UNAVAILABLE, "sessions of `" + name + "` do not end");
    }
  }

  /** Has all bindings only read and delete. What is their own could be written to: it is taken. */
  void restrict() throws BackendException {
    session.runUnless(Set.of(Fault.ROLE_EXISTS), "CREATE ROLE " + reader() + " NOLOGIN");
    session.run("GRANT CONNECT ON DATABASE " + owner() + " TO " + reader());
    List<String> writers = members(instance);
    for (String each : writers) {
      move(each, owner(), reader());
    }
    try (Session inside = session.into(instance)) {
      for (String each : writers) {
        inside.run("REASSIGN OWNED BY " + quoted(each) + " TO " + owner());
      }
      new ReaderRights(inside).give(instance, readerName());
    }
  }

  /** Lets all bindings write again. */
  void giveBack() throws BackendException {
    if (!isRestricted()) {
      return;
    }
    for (String each : members(readerName())) {
      move(each, reader(), owner());
    }
    try (Session inside = session.into(instance)) {
      new ReaderRights(inside).take();
      inside.run("DROP OWNED BY " + reader());
    }
    session.run("DROP ROLE IF EXISTS " + reader());
  }

  /** Ends the sessions too: they go on as what they have become. */
  private void move(String name, String from, String to) throws BackendException {
    session.runUnless(Set.of(Fault.NO_ROLE), "GRANT " + to + " TO " + quoted(name));
    session.runUnless(Set.of(Fault.NO_ROLE), "REVOKE " + from + " FROM " + quoted(name));
    become(name, to);
    end(name);
  }
}
