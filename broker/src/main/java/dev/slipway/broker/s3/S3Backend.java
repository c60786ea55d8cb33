package dev.slipway.broker.s3;

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
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Instances are users of a Ceph object gateway, each with one bucket and a quota; bindings are keys
 * of that user, so that all see the same.
 */
public final class S3Backend implements Backend {

  private final S3Config config;
  private final Gateway gateway;

  /** Buckets of a gateway; nothing is asked of it yet. */
  public S3Backend(S3Config config, Clock clock) {
    this.config = config;
    this.gateway = new Gateway(config, clock);
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    String uid = GivenName.checked(instance.name());
    gateway.makeUser(uid);
    limit(instance);
    // Whoever makes a bucket owns it, so the user has a key for as long as that takes.
    String once = "once_" + uid;
    gateway.removeKey(uid, once);
    gateway.makeBucket(gateway.makeKey(uid, once), bucket(uid));
    gateway.removeKey(uid, once);
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    limit(instance);
  }

  private void limit(Instance instance) throws BackendException {
    Limits limits = instance.limits();
    gateway.limit(
        GivenName.checked(instance.name()), limits.of(Limits.STORAGE), limits.of(Limits.OBJECTS));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    String uid = GivenName.checked(instance.name());
    gateway.removeKey(uid, GivenName.checked(binding.name()));
    Signer.Key key = gateway.makeKey(uid, GivenName.checked(binding.name()));
    String host = config.endpoint().getRawAuthority();
    Map<String, Object> credentials =
        Map.of(
            "uri",
            "s3://" + key.access() + ":" + key.secret() + "@" + host + "/" + bucket(uid),
            "endpoint",
            config.endpoint().toString(),
            "hostname",
            config.endpoint().getHost(),
            "port",
            config.endpoint().getPort(),
            "region",
            config.region(),
            "bucket",
            bucket(uid),
            "access_key_id",
            key.access(),
            "secret_access_key",
            key.secret());
    boolean encrypted = config.endpoint().getScheme().equals("https");
    return Bound.to(encrypted ? config.gateway().trust().with(credentials) : credentials);
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    gateway.removeKey(GivenName.checked(instance.name()), GivenName.checked(binding.name()));
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    String uid = GivenName.checked(instance.name());
    gateway.suspend(uid);
    gateway.removeBucket(bucket(uid));
    gateway.removeUser(uid);
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    String uid = GivenName.checked(instance.name());
    if (gateway.user(uid).isEmpty()) {
      return Map.of();
    }
    JsonNode stats = gateway.stats(uid);
    return Map.of(
        Limits.STORAGE,
        stats.path("size").asLong(0),
        Limits.OBJECTS,
        stats.path("num_objects").asLong(0));
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.STORAGE, Limits.OBJECTS);
  }

  @Override
  public Inventory inventory() throws BackendException {
    Set<String> instances =
        gateway.users().stream().filter(GivenName::isInstance).collect(Collectors.toSet());
    Set<String> bindings = new HashSet<>();
    for (String uid : instances) {
      Optional<JsonNode> user = gateway.user(uid);
      user.ifPresent(
          u -> Gateway.keys(u).stream().filter(GivenName::isBinding).forEach(bindings::add));
    }
    return new Inventory(instances, bindings);
  }

  /** Asks for a user who is not there: that takes the rights that the others take. */
  @Override
  public void check() throws BackendException {
    try {
      gateway.users();
      gateway.user("slipway-check");
    } catch (BackendException e) {
      if (e.kind() == Kind.UNAVAILABLE) {
        throw e;
      }
      throw new BackendException(
          Kind.REFUSED,
          e.text() + "; the broker's key needs the capabilities users=*;buckets=*;metadata=read",
          e);
    }
  }

  /** A bucket's name may be a part of a host's name, which has no underscores. */
  private static String bucket(String uid) {
    return uid.replace('_', '-');
  }

  @Override
  public void close() {
    gateway.close();
  }
}
