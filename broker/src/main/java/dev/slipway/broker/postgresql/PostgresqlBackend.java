package dev.slipway.broker.postgresql;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A database for an instance, a role for a binding, on a PostgreSQL server of version 14 or newer
 * (tried with 15). All that bindings make is the instance's, whichever of them made it.
 *
 * <p>The broker owns the databases: who owns one can drop it and lift its limits. The server tells
 * everybody the names of all databases and roles, which are random; nobody gets into another's.
 *
 * <p>Limits: {@code connections} is the database's own. {@code storage} counts what a database has
 * more than an empty one, and is watched: who is restricted reads and deletes, but not where a
 * trigger or rule of the application writes when something is deleted.
 *
 * <p>The login has to be a superuser. Everybody's right to connect to the databases {@code
 * postgres} and {@code template1} is taken away.
 */
public final class PostgresqlBackend implements Backend {
  /** Brokers that take the same rights away at once would be in each other's way. */
  private static final long PUBLIC_LOCK = 0x736c697077617901L;

  private final PostgresqlServer server;
  private final RandomNames names;
  private final TimeLimits limits;
  private final Compaction compaction = new Compaction();

  /** On a server; nothing is connected yet. */
  public PostgresqlBackend(PostgresqlServer server, RandomNames names, TimeLimits limits) {
    this.server = server;
    this.names = names;
    this.limits = limits;
  }

  private Session open() throws BackendException {
    long end = System.nanoTime() + limits.call().toNanos();
    return Session.open(server, limits, end, server.database());
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    String name = Roles.quoted(instance.name());
    try (Session session = open()) {
      keepStrangersOut(session);
      new Roles(session, instance.name()).addOwner();
      // One that is there is this instance's: its name is random, and was written down before.
      session.runUnless(
          Set.of(Fault.DATABASE_EXISTS),
          "CREATE DATABASE "
              + name
              + " TEMPLATE template0 ENCODING 'UTF8' ALLOW_CONNECTIONS false");
      session.run("REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
      session.run("GRANT CONNECT, CREATE, TEMPORARY ON DATABASE " + name + " TO " + name);
      session.run("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true " + connections(instance));
      try (Session inside = session.into(instance.name())) {
        inside.run("ALTER SCHEMA public OWNER TO " + name);
        inside.run("REVOKE ALL ON SCHEMA public FROM PUBLIC");
      }
    }
    return Provisioned.PLAIN;
  }

  private static String connections(Instance instance) {
    OptionalLong most = instance.limits().of(Limits.CONNECTIONS);
    return "CONNECTION LIMIT " + (most.isEmpty() ? "-1" : String.valueOf(most.getAsLong()));
  }

  private static void keepStrangersOut(Session session) throws BackendException {
    List<String> open =
        session.column(
            """
            SELECT datname FROM pg_database WHERE datname IN ('postgres', 'template1')
              AND has_database_privilege('public', oid, 'CONNECT')
            """);
    if (open.isEmpty()) {
      return;
    }
    session.run("BEGIN");
    session.rows("SELECT pg_advisory_xact_lock(?)", PUBLIC_LOCK);
    for (String each : open) {
      session.run("REVOKE CONNECT, TEMPORARY ON DATABASE " + each + " FROM PUBLIC");
    }
    session.run("COMMIT");
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    try (Session session = open()) {
      session.run("ALTER DATABASE " + Roles.quoted(instance.name()) + " " + connections(instance));
    }
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String password = names.password();
    try (Session session = open()) {
      new Roles(session, instance.name()).add(binding.name(), password);
    }
    return Bound.to(
        server.trust().with(Credentials.of(server, instance.name(), binding.name(), password)));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    try (Session session = open()) {
      new Roles(session, instance.name()).remove(binding.name());
    }
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    String name = Roles.quoted(instance.name());
    try (Session session = open()) {
      session.runUnless(
          Set.of(Fault.NO_DATABASE), "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
      session.run("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
      new Roles(session, instance.name()).removeAll();
    }
    compaction.forget(instance.name());
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    try (Session session = open()) {
      List<List<String>> found =
          session.rows(
              """
              SELECT GREATEST(pg_database_size(oid) - pg_database_size('template0'), 0),
                (SELECT COUNT(*) FROM pg_stat_activity a WHERE a.datid = d.oid)
              FROM pg_database d WHERE datname = ?
              """,
              GivenName.checked(instance.name()));
      return found.isEmpty()
          ? Map.of()
          : Map.of(
              Limits.STORAGE,
              Long.valueOf(found.getFirst().getFirst()),
              Limits.CONNECTIONS,
              Long.valueOf(found.getFirst().get(1)));
    }
  }

  /** What is restricted already is not cut off again, but its files shrink to what is in them. */
  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    try (Session session = open()) {
      if (!session.has(
          "SELECT 1 FROM pg_database WHERE datname = ? AND datallowconn", instance.name())) {
        return;
      }
      Roles roles = new Roles(session, instance.name());
      if (!restricted) {
        roles.giveBack();
        compaction.forget(instance.name());
        return;
      }
      roles.restrict();
      try (Session inside = session.into(instance.name())) {
        compaction.run(inside, instance.name());
      }
    }
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.STORAGE, Limits.CONNECTIONS);
  }

  @Override
  public Inventory inventory() throws BackendException {
    try (Session session = open()) {
      List<String> names =
          session.column("SELECT rolname FROM pg_roles UNION SELECT datname FROM pg_database");
      return new Inventory(
          names.stream().filter(GivenName::isInstance).collect(Collectors.toSet()),
          names.stream().filter(GivenName::isBinding).collect(Collectors.toSet()));
    }
  }

  @Override
  public void check() throws BackendException {
    try (Session session = open()) {
      if (!session.has("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper")) {
        throw new BackendException(
            Kind.REFUSED,
            "PostgreSQL at "
                + server.address()
                + " takes the login `"
                + server.user()
                + "`, but it is no superuser: as one, say ALTER ROLE … SUPERUSER");
      }
    }
  }
}
