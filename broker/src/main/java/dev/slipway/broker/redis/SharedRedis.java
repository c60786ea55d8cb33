package dev.slipway.broker.redis;

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
import dev.slipway.broker.secret.RandomNames;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Instances are prefixes of keys, {@code i_…:}, on one server; bindings are users that may use keys
 * and channels of their prefix. That an instance is there is what a user of its name says, whom
 * nobody can be: keys alone would not tell, since there may be none.
 *
 * <p>Redis limits no user's memory: the broker measures it, and takes away the right to write.
 */
public final class SharedRedis implements Backend {
  /** How long a measurement is good: it walks all keys of all instances. */
  private static final Duration GOOD = Duration.ofSeconds(10);

  private final RedisConfig config;
  private final RedisServer server;
  private final Keys keys;
  private final RandomNames names;
  private final InstantSource clock;
  private @Nullable Measured measured;

  private record Measured(Instant at, Map<String, Long> sizes) {}

  /** Those of a server; nothing is asked of it yet. */
  public SharedRedis(RedisConfig config, RandomNames names, InstantSource clock) {
    this.config = config;
    this.server = new RedisServer(config.server());
    this.keys = new Keys(server, clock);
    this.names = names;
    this.clock = clock;
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    String name = GivenName.checked(instance.name());
    return server.with(session -> {
      session.aclSetUser(name, Grants.marker(prefix(name)));
      save(session);
      return Provisioned.PLAIN;
    });
  }

  /** Nothing: no limit is the server's own. */
  @Override
  public void update(Instance instance, List<Binding> bindings) {}

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String prefix = prefix(GivenName.checked(instance.name()));
    String user = GivenName.checked(binding.name());
    String password = names.password();
    return server.with(session -> {
      // A session of the one whom this replaces would stay.
      session.aclDelUser(user);
      session.aclSetUser(user, Grants.shared(prefix, password));
      save(session);
      return Bound.to(
          config
              .server()
              .trust()
              .with(
                  Credentials.of(
                      config.server().scheme(), config.shown(), user, password, prefix)));
    });
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    String user = GivenName.checked(binding.name());
    server.with(session -> {
      session.aclDelUser(user);
      save(session);
      return true;
    });
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    String name = GivenName.checked(instance.name());
    server.with(session -> {
      users(session, line -> line.contains(" " + Grants.keys(prefix(name)) + " "))
          .filter(GivenName::isBinding)
          .forEach(session::aclDelUser);
      keys.remove(session, prefix(name));
      session.aclDelUser(name);
      save(session);
      return true;
    });
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    String name = GivenName.checked(instance.name());
    return server.with(session ->
        session.aclUsers().contains(name)
            ? Map.of(Limits.MEMORY, sizes(session).getOrDefault(name, 0L))
            : Map.of());
  }

  private synchronized Map<String, Long> sizes(Jedis session) throws BackendException {
    Instant now = clock.instant();
    Measured last = measured;
    if (last == null || last.at.plus(GOOD).isBefore(now)) {
      last = new Measured(now, keys.sizes(session));
      measured = last;
    }
    return last.sizes;
  }

  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    server.with(session -> {
      List<String> there = session.aclUsers();
      for (Binding binding : bindings) {
        // A user that is made here would have no keys, but would be there.
        if (there.contains(GivenName.checked(binding.name()))) {
          session.aclSetUser(GivenName.checked(binding.name()), Grants.writing(restricted));
        }
      }
      save(session);
      return true;
    });
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.MEMORY);
  }

  @Override
  public Inventory inventory() throws BackendException {
    return server.with(session -> {
      List<String> all = session.aclUsers();
      return new Inventory(
          all.stream().filter(GivenName::isInstance).collect(Collectors.toSet()),
          all.stream().filter(GivenName::isBinding).collect(Collectors.toSet()));
    });
  }

  @Override
  public void check() throws BackendException {
    String file = server.with(session -> session.configGet("aclfile").getOrDefault("aclfile", ""));
    if (file.isEmpty()) {
      throw server.fault(
          Kind.REFUSED,
          "it has no `aclfile`, so all users would be gone when it starts again: set one in its"
              + " configuration");
    }
  }

  private static Stream<String> users(Jedis session, Predicate<String> these) {
    // Lines as in `user NAME on #… ~i_…:* …`.
    return session.aclList().stream()
        .filter(line -> these.test(line + " "))
        .map(line -> line.split(" ")[1]);
  }

  /** Keeps users in the server's file. */
  private static void save(Jedis session) {
    try {
      session.aclSave();
    } catch (JedisDataException e) {
      // Without a file they last as long as the server runs; check() says so.
      if (!String.valueOf(e.getMessage()).contains("not configured to use an ACL file")) {
        throw e;
      }
    }
  }

  private static String prefix(String instance) {
    return instance + ":";
  }
}
