package dev.slipway.broker.rabbitmq;

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
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Instances are virtual hosts, bindings are users of them. The server itself refuses more
 * connections and more queues than the plan has, and more bytes in any one queue than the whole
 * instance may have; the bytes of all queues together are watched.
 */
public final class RabbitBackend implements Backend {
  private final RabbitConfig config;
  private final Management management;
  private final RandomNames names;
  private final SecureRandom random;

  /** Virtual hosts of a server; nothing is asked of it yet. */
  public RabbitBackend(RabbitConfig config, RandomNames names, SecureRandom random) {
    this.config = config;
    this.management = new Management(config.management());
    this.names = names;
    this.random = random;
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    management.putVirtualHost(GivenName.checked(instance.name()));
    limit(instance);
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    limit(instance);
  }

  private void limit(Instance instance) throws BackendException {
    String host = GivenName.checked(instance.name());
    Limits limits = instance.limits();
    management.limit(host, "max-connections", limits.of(Limits.CONNECTIONS));
    management.limit(host, "max-queues", limits.of(Limits.QUEUES));
    management.limitQueues(host, limits.of(Limits.STORAGE));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String host = GivenName.checked(instance.name());
    String user = GivenName.checked(binding.name());
    String password = names.password();
    // A session of the one whom this replaces would stay.
    management.deleteUser(user);
    management.putUser(user, PasswordHash.of(password, random));
    management.allow(host, user, true);
    String scheme = config.tls() ? "amqps" : "amqp";
    Map<String, Object> credentials =
        Map.of(
            "uri",
            scheme + "://" + user + ":" + password + "@" + config.shown() + "/" + host,
            "hostname",
            config.shown().host(),
            "port",
            config.shown().port(),
            "username",
            user,
            "password",
            password,
            "vhost",
            host,
            "tls",
            config.tls());
    return Bound.to(config.tls() ? config.management().trust().with(credentials) : credentials);
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    management.deleteUser(GivenName.checked(binding.name()));
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    String host = GivenName.checked(instance.name());
    for (String user : bindings(management.users(host))) {
      management.deleteUser(user);
    }
    management.deleteVirtualHost(host);
  }

  /** What is in queues is some seconds old: the server counts now and then. */
  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    String host = GivenName.checked(instance.name());
    if (!management.hasVirtualHost(host)) {
      return Map.of();
    }
    JsonNode queues = management.queues(host);
    long bytes = 0;
    for (JsonNode queue : queues) {
      bytes += queue.path("message_bytes").asLong(0);
    }
    return Map.of(
        Limits.STORAGE, bytes,
        Limits.QUEUES, (long) queues.size(),
        Limits.CONNECTIONS, (long) management.connections(host));
  }

  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    Set<String> there = management.users(GivenName.checked(instance.name()));
    for (Binding binding : bindings) {
      String user = GivenName.checked(binding.name());
      if (there.contains(user)) {
        management.allow(GivenName.checked(instance.name()), user, !restricted);
        if (restricted) {
          // Channels remember what their user might do.
          management.closeConnections(user);
        }
      }
    }
  }

  @Override
  public boolean isWatched() {
    return true;
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.CONNECTIONS, Limits.QUEUES, Limits.STORAGE);
  }

  @Override
  public Inventory inventory() throws BackendException {
    return new Inventory(
        management.virtualHosts().stream()
            .filter(GivenName::isInstance)
            .collect(Collectors.toSet()),
        bindings(management.users()));
  }

  private static Set<String> bindings(Set<String> users) {
    return users.stream().filter(GivenName::isBinding).collect(Collectors.toSet());
  }

  @Override
  public void check() throws BackendException {
    // A list, and a text with commas in older versions.
    if (!management.whoAmI().path("tags").toString().contains("administrator")) {
      throw new BackendException(
          Kind.REFUSED,
          config.management()
              + ": the user "
              + config.management().user()
              + " is no administrator: give it that tag with `rabbitmqctl set_user_tags`");
    }
  }

  @Override
  public void close() {
    management.close();
  }
}
