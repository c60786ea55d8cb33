package dev.slipway.broker.mariadb;

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
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A database for an instance, a user for a binding, on a MariaDB server (tried with 10.11). MySQL 8
 * gets what it calls otherwise, but was not tried; views and procedures of a binding that is
 * removed stay its own there.
 *
 * <p>Limits: {@code storage} counts files, and is watched: the server has no such limit of its own.
 * {@code connections} are divided among an instance's bindings in equal parts, one for each at
 * least, and divided anew when bindings come and go: the server counts by user.
 *
 * <p>The login needs all privileges on all databases, with GRANT OPTION, and CREATE USER, RELOAD,
 * PROCESS, CONNECTION ADMIN and SET USER: what {@code GRANT ALL ON *.* … WITH GRANT OPTION} gives.
 */
public final class MariadbBackend implements Backend {
  private final MariadbServer server;
  private final RandomNames names;
  private final TimeLimits limits;

  /** On a server; nothing is connected yet. */
  public MariadbBackend(MariadbServer server, RandomNames names, TimeLimits limits) {
    this.server = server;
    this.names = names;
    this.limits = limits;
  }

  private Session open() throws BackendException {
    return Session.open(server, limits, "");
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    try (Session session = open()) {
      new Users(session, instance.name()).addOwner(names.password());
      // One that is there is this instance's: its name is random, and was written down before.
      session.runUnless(
          Set.of(Fault.DATABASE_EXISTS),
          "CREATE DATABASE `" + GivenName.checked(instance.name()) + "` CHARACTER SET utf8mb4");
    }
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    try (Session session = open()) {
      new Users(session, instance.name()).share(instance.limits().of(Limits.CONNECTIONS));
    }
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String password = names.password();
    try (Session session = open()) {
      Users users = new Users(session, instance.name());
      users.add(binding.name(), password);
      users.share(instance.limits().of(Limits.CONNECTIONS));
    }
    return Bound.to(
        server.trust().with(Credentials.of(server, instance.name(), binding.name(), password)));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    try (Session session = open()) {
      Users users = new Users(session, instance.name());
      users.remove(binding.name());
      users.share(instance.limits().of(Limits.CONNECTIONS));
    }
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    try (Session session = open()) {
      new Users(session, instance.name()).removeAll();
      session.run("DROP DATABASE IF EXISTS `" + GivenName.checked(instance.name()) + "`");
    }
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    try (Session session = open()) {
      if (!isThere(session, instance)) {
        return Map.of();
      }
      long connections = new Users(session, instance.name()).connections();
      return Map.of(
          Limits.STORAGE,
          new Storage(session, instance.name()).bytes(),
          Limits.CONNECTIONS,
          connections);
    }
  }

  private static boolean isThere(Session session, Instance instance) throws BackendException {
    return !session
        .column(
            "SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME = ?",
            GivenName.checked(instance.name()))
        .isEmpty();
  }

  /** What is restricted already is not cut off again, but its files shrink to what is in them. */
  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    try (Session session = open()) {
      if (!isThere(session, instance)) {
        return;
      }
      new Users(session, instance.name()).restrict(restricted);
      if (restricted) {
        new Storage(session, instance.name()).shrink();
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
          session.column(
              "SELECT User FROM mysql.user UNION SELECT SCHEMA_NAME FROM"
                  + " information_schema.SCHEMATA");
      return new Inventory(
          names.stream().filter(GivenName::isInstance).collect(Collectors.toSet()),
          names.stream().filter(GivenName::isBinding).collect(Collectors.toSet()));
    }
  }

  @Override
  public void check() throws BackendException {
    try (Session session = open()) {
      session.number("SELECT COUNT(*) FROM mysql.db");
      if (session.number("SELECT @@innodb_file_per_table") == 0) {
        throw new BackendException(
            Kind.REFUSED,
            "MariaDB at "
                + server.address()
                + " keeps all tables in one file, so that nobody can tell what an instance"
                + " stores: set innodb_file_per_table=ON");
      }
    }
  }
}
