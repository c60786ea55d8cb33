package dev.slipway.broker.relay;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Origin;
import dev.slipway.broker.backend.Provisioned;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes calls on to another service broker, such as a marketplace's. A plan's {@code settings} say
 * which of its plans is meant: {@code service_id} and {@code plan_id}, and, where it cares, {@code
 * organization_guid} and {@code space_guid}. Limits are the other broker's own.
 *
 * <p>Differences to other back ends: a call whose work goes on at the other broker ends with {@link
 * BackendException#going}, and is made again until it is done. A binding that is made again keeps
 * its secret where the other broker says that it is there already. That broker tells nobody what it
 * has, so that the inventory is empty and nothing is known of what is used.
 *
 * <p>Source: Open Service Broker API 2.17.
 */
public final class RelayBackend implements Backend {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Upstream upstream;
  private final RelayLimits limits;

  /** Before a broker; nothing is asked yet. */
  public RelayBackend(RelayServer server, RelayLimits limits) {
    this.upstream = new Upstream(server, limits);
    this.limits = limits;
  }

  private Work work(Instance instance, String what, boolean removes) {
    return new Work(upstream, limits, instance.origin(), what, removes);
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    Target target = Target.of(instance);
    Answer answer =
        work(instance, "provision", false)
            .run("PUT", target.path(), target.query(), Optional.of(target.provision()));
    return new Provisioned(answer.text("dashboard_url").or(() -> dashboard(target, answer)));
  }

  /** Some brokers know it when the instance is made, and tell it to those who ask then. */
  private Optional<String> dashboard(Target target, Answer made) {
    if (made.status() != Answer.ACCEPTED) {
      return Optional.empty();
    }
    try {
      Answer there =
          upstream.ask(
              "GET", target.path() + "?" + target.query(), Optional.empty(), target.origin());
      return there.status() == Answer.OK ? there.text("dashboard_url") : Optional.empty();
    } catch (BackendException e) {
      // The instance is made, and is not given up for its pages' address.
      return Optional.empty();
    }
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    Target target = Target.of(instance);
    work(instance, "update", false)
        .run("PATCH", target.path(), target.query(), Optional.of(target.update()));
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    Target target = Target.of(instance);
    String path = target.path(binding);
    Answer answer =
        work(instance, "bind", false)
            .run("PUT", path, target.query(), Optional.of(target.bind(binding)));
    if (answer.status() == Answer.ACCEPTED) {
      answer = upstream.ask("GET", path + "?" + target.query(), Optional.empty(), target.origin());
      if (answer.status() != Answer.OK) {
        throw upstream.fault("what a binding got", answer);
      }
    }
    return bound(answer.body());
  }

  private Bound bound(JsonNode body) throws BackendException {
    if (body.hasNonNull("route_service_url")) {
      throw upstream.fault(
          Kind.REFUSED, "wants requests routed through it, which is not passed on");
    }
    JsonNode found = body.path("credentials");
    if (!found.isObject() && !found.isMissingNode()) {
      throw upstream.fault(Kind.REFUSED, "answers bind with credentials that are no object");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> credentials =
        found.isObject() ? JSON.convertValue(found, HashMap.class) : new HashMap<>();
    credentials.values().removeIf(Objects::isNull);
    return new Bound(
        credentials,
        Optional.ofNullable(body.path("syslog_drain_url").stringValue(null)),
        body.path("volume_mounts").valueStream().toList());
  }

  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    Target target = Target.of(instance);
    work(instance, "unbind", true)
        .run("DELETE", target.path(binding), target.query(), Optional.empty());
  }

  @Override
  public void deprovision(Instance instance) throws BackendException {
    Target target = Target.of(instance);
    work(instance, "deprovision", true)
        .run("DELETE", target.path(), target.query(), Optional.empty());
  }

  @Override
  public Map<String, Long> usage(Instance instance) {
    return Map.of();
  }

  @Override
  public Set<String> limits() {
    return Set.of();
  }

  @Override
  public Set<String> settings() {
    return Target.SETTINGS;
  }

  @Override
  public Inventory inventory() {
    return Inventory.NOTHING;
  }

  @Override
  public void check() throws BackendException {
    Answer answer = upstream.ask("GET", "/v2/catalog", Optional.empty(), Origin.NOWHERE);
    if (answer.status() != Answer.OK) {
      throw upstream.fault("what it offers", answer);
    }
  }

  @Override
  public void close() {
    upstream.close();
  }
}
