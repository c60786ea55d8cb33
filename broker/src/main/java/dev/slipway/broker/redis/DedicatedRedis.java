package dev.slipway.broker.redis;

import dev.slipway.broker.address.ServerUrl;
import dev.slipway.broker.address.Shown;
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
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;

/**
 * Instances are Redis servers of their own on the broker's machine, which the broker starts, and
 * which end with it; bindings are their users. Memory is limited by the server itself: it refuses
 * to write more.
 */
public final class DedicatedRedis implements Backend {
  /** How long a server may take until it answers, one with many keys too. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final DedicatedConfig config;
  private final RandomNames names;
  private final Servers servers;
  private final Ports ports;

  /** Those of a folder; they run once this is started. */
  public DedicatedRedis(DedicatedConfig config, RandomNames names) {
    this.config = config;
    this.names = names;
    this.servers = new Servers(config);
    this.ports = new Ports(config);
  }

  @Override
  public void start() {
    servers.start();
  }

  /** Whether an instance, or a part of it, is here. */
  boolean has(Instance instance) {
    return Files.exists(InstanceFolder.of(config, instance.name()).folder());
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    InstanceFolder folder = InstanceFolder.of(config, instance.name());
    try {
      if (folder.isThere()) {
        return configured(folder, instance.limits());
      }
      servers.end(folder.name());
      folder.prepare(names.password());
      ports.take(port -> folder.configure(config, port, instance.limits()));
    } catch (IOException e) {
      throw fault(folder.name(), e);
    }
    servers.begin(folder);
    return with(folder, session -> Provisioned.PLAIN);
  }

  /** Written down before the server is told, which may start anew at any time. */
  private Provisioned configured(InstanceFolder folder, Limits limits)
      throws BackendException, IOException {
    folder.configure(config, folder.port().orElseThrow(), limits);
    servers.begin(folder);
    return with(
        folder,
        session -> {
          String most = String.valueOf(limits.of(Limits.MEMORY).orElse(0));
          session.configSet("maxmemory", most);
          return Provisioned.PLAIN;
        });
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    InstanceFolder folder = there(instance);
    try {
      var _ = configured(folder, instance.limits());
    } catch (IOException e) {
      throw fault(folder.name(), e);
    }
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    InstanceFolder folder = there(instance);
    String user = GivenName.checked(binding.name());
    String password = names.password();
    return with(
        folder,
        session -> {
          // A session of the one whom this replaces would stay.
          session.aclDelUser(user);
          session.aclSetUser(user, Grants.dedicated(password));
          session.aclSave();
          return Bound.to(Credentials.of("redis", shown(folder), user, password, ""));
        });
  }

  private Shown shown(InstanceFolder folder) throws BackendException {
    try {
      return new Shown(config.shown(), folder.port().orElseThrow());
    } catch (IOException e) {
      throw fault(folder.name(), e);
    }
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    String user = GivenName.checked(binding.name());
    InstanceFolder folder = InstanceFolder.of(config, instance.name());
    if (!folder.isThere()) {
      return;
    }
    with(
        folder,
        session -> {
          session.aclDelUser(user);
          session.aclSave();
          return true;
        });
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    InstanceFolder folder = InstanceFolder.of(config, instance.name());
    try {
      Optional<RedisServer> server =
          folder.isThere() ? Optional.of(server(folder)) : Optional.empty();
      folder.condemn();
      if (!servers.end(folder.name()) && server.isPresent()) {
        leave(server.get());
      }
      folder.delete();
    } catch (IOException e) {
      throw fault(folder.name(), e);
    }
  }

  /** Another process runs it: that one ends it when its configuration is gone. */
  private static void leave(RedisServer server) throws BackendException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        server.with(Jedis::ping);
      } catch (BackendException e) {
        return;
      }
      if (System.nanoTime() > end) {
        throw server.fault(Kind.UNAVAILABLE, "it is still there, though nobody is to run it");
      }
      pause();
    }
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    InstanceFolder folder = InstanceFolder.of(config, instance.name());
    if (!folder.isThere()) {
      return Map.of();
    }
    return with(
        folder,
        session ->
            session
                .info("memory")
                .lines()
                .filter(l -> l.startsWith("used_memory:"))
                .findFirst()
                .map(l -> Map.of(Limits.MEMORY, Long.valueOf(l.substring(l.indexOf(':') + 1))))
                .orElse(Map.of()));
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.MEMORY);
  }

  @Override
  public Inventory inventory() throws BackendException {
    Set<String> instances = new HashSet<>();
    Set<String> bindings = new HashSet<>();
    try {
      for (InstanceFolder each : InstanceFolder.all(config)) {
        instances.add(each.name());
        bindings.addAll(each.bindings());
      }
    } catch (IOException e) {
      throw fault("instances", e);
    }
    return new Inventory(instances, bindings);
  }

  /** The instance that has a binding; empty where none has. */
  Optional<String> owner(Binding binding) throws BackendException {
    try {
      for (InstanceFolder each : InstanceFolder.all(config)) {
        if (each.bindings().contains(binding.name())) {
          return Optional.of(each.name());
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw fault("instances", e);
    }
  }

  @Override
  public void check() throws BackendException {
    try {
      Servers.channel(config, "lock").close();
      Command.of("redis-server", "--version").timeout(PATIENCE).run();
    } catch (IOException e) {
      throw new BackendException(
          Kind.REFUSED,
          "no Redis server can be started in " + config.folder() + ": " + e.getMessage(),
          e);
    } catch (InterruptedException e) {
      throw ends(e);
    }
  }

  @Override
  public void close() {
    servers.close();
  }

  private InstanceFolder there(Instance instance) throws BackendException {
    InstanceFolder folder = InstanceFolder.of(config, instance.name());
    if (!folder.isThere()) {
      throw new BackendException(Kind.REFUSED, "there is no Redis server " + instance.name());
    }
    return folder;
  }

  private RedisServer server(InstanceFolder folder) throws IOException {
    return new RedisServer(
        new ServerUrl(
            "redis",
            config.reached(),
            folder.port().orElseThrow(),
            InstanceFolder.ADMIN,
            folder.password(),
            "",
            false));
  }

  /** Tries until the server answers, which may be starting. */
  private <T> T with(InstanceFolder folder, RedisServer.Work<T> work) throws BackendException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return server(folder).with(work);
      } catch (BackendException e) {
        if (e.kind() != Kind.UNAVAILABLE || System.nanoTime() > end) {
          throw e;
        }
      } catch (IOException e) {
        throw fault(folder.name(), e);
      }
      pause();
    }
  }

  private static void pause() throws BackendException {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      throw ends(e);
    }
  }

  private static BackendException ends(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new BackendException(Kind.UNAVAILABLE, "the broker ends", e);
  }

  private BackendException fault(String what, IOException e) {
    return new BackendException(
        Kind.REFUSED, config.folder() + ": " + what + ": " + e.getMessage(), e);
  }
}
