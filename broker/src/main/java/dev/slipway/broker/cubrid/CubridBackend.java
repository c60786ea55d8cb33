package dev.slipway.broker.cubrid;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import dev.slipway.broker.backend.TimeLimits;
import dev.slipway.broker.secret.RandomNames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * A database with a server of its own for an instance, a user for a binding, by the programs of a
 * CUBRID installation. The broker runs on the same machine, as the user who owns the installation.
 *
 * <p>It was <em>not tried on a real CUBRID</em>, of which there was none: what it does is made from
 * CUBRID's manual of 11.2 and later, and was tried with a script that answers as the manual shows.
 *
 * <p>Limits: what is used of {@code storage} is told, but nothing is taken from who is over it,
 * since an owner's rights cannot be. A quota of the file system on the folder of the instance is a
 * limit that holds. Nothing limits connections.
 *
 * <p>A plan's {@code settings.locale} is the database's, {@code ko_KR.utf8} otherwise. What one
 * binding makes is another's to use only as {@code owner.NAME}.
 */
public final class CubridBackend implements Backend {
  /** The smallest that CUBRID makes; it adds more by itself. */
  private static final String VOLUME = "64M";

  private static final Pattern LOCALE =
      Pattern.compile("[a-z]{2}_[A-Z]{2}\\.(utf8|euckr|iso88591)");
  private static final String SERVER = "server";

  private final CubridServer server;
  private final RandomNames names;
  private final TimeLimits limits;
  private final Databases databases;

  /** Programs of an installation change the same files: one after the other. */
  private final ReentrantLock turn = new ReentrantLock(true);

  /** With an installation; nothing is run yet. */
  public CubridBackend(CubridServer server, RandomNames names, TimeLimits limits) {
    this.server = server;
    this.names = names;
    this.limits = limits;
    this.databases = new Databases(server.folder());
  }

  private interface Call<T> {
    T run(Programs programs) throws BackendException;
  }

  private <T> T inTurn(Call<T> call) throws BackendException {
    long end = System.nanoTime() + limits.call().toNanos();
    try {
      if (!turn.tryLock(limits.statement().toMillis(), TimeUnit.MILLISECONDS)) {
        throw new BackendException(
            Kind.UNAVAILABLE, "CUBRID in " + server.installation() + " is busy; try later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BackendException(Kind.UNAVAILABLE, "the broker ends", e);
    }
    try {
      return call.run(new Programs(server, end));
    } finally {
      turn.unlock();
    }
  }

  private Users users(Programs programs, Instance instance) {
    return new Users(programs, Databases.name(instance.name()), names);
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    String locale = instance.settings().path("locale").asString("ko_KR.utf8");
    if (!LOCALE.matcher(locale).matches()) {
      throw new BackendException(
          Kind.REFUSED, "the plan's `settings.locale` is no locale as in `ko_KR.utf8`");
    }
    return inTurn(programs -> {
      String name = Databases.name(instance.name());
      if (!databases.has(instance.name())) {
        databases.make(instance.name());
        programs.cubrid(
            "createdb",
            "--db-volume-size=" + VOLUME,
            "--log-volume-size=" + VOLUME,
            "--file-path=" + databases.place(instance.name()),
            name,
            locale);
      }
      serve(programs, instance);
      return Provisioned.PLAIN;
    });
  }

  /** Has a database's server run, after the machine was started anew too. */
  private void serve(Programs programs, Instance instance) throws BackendException {
    String name = Databases.name(instance.name());
    if (!isRunning(programs, name)) {
      users(programs, instance).prepare(server.password());
      programs.leaving(SERVER, "start", name);
    }
  }

  private static boolean isRunning(Programs programs, String name) throws BackendException {
    return programs.asked(SERVER, "status").stream()
        .anyMatch(l -> l.strip().startsWith("Server " + name + " "));
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) {}

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String name = Databases.name(instance.name());
    String password =
        inTurn(programs -> {
          serve(programs, instance);
          return users(programs, instance).add(binding.name());
        });
    return Bound.to(Credentials.of(server, name, binding.name(), password));
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    inTurn(programs -> {
      if (databases.has(instance.name())) {
        serve(programs, instance);
        users(programs, instance).remove(binding.name());
      }
      return true;
    });
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    inTurn(programs -> {
      String name = Databases.name(instance.name());
      if (databases.has(instance.name())) {
        // `cubrid service stop` would stop everybody's.
        if (isRunning(programs, name)) {
          programs.cubrid(SERVER, "stop", name);
        }
        programs.cubrid("deletedb", "-d", name);
      }
      databases.remove(instance.name());
      return true;
    });
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    return inTurn(programs -> {
      if (!databases.has(instance.name())) {
        return Map.of();
      }
      String name = Databases.name(instance.name());
      return Map.of(Limits.STORAGE, Space.used(programs.cubrid("spacedb", "--size-unit=M", name)));
    });
  }

  /** Instances alone: each database has its own list of users, and a program to ask for it. */
  @Override
  public Set<String> limits() {
    return Set.of();
  }

  @Override
  public Set<String> settings() {
    return Set.of("locale");
  }

  @Override
  public Inventory inventory() throws BackendException {
    return new Inventory(databases.instances(), Set.of());
  }

  @Override
  public void check() throws BackendException {
    databases.instances();
    inTurn(programs -> programs.asked(SERVER, "status"));
  }
}
