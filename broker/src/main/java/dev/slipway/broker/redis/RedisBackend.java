package dev.slipway.broker.redis;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Limits;
import dev.slipway.broker.backend.Provisioned;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Instances on a server that is for many, or on servers of their own where the plan's {@code
 * settings} have {@code mode: process}; one of both may not be set up. An instance stays in the
 * mode that it was made in.
 */
public final class RedisBackend implements Backend {
  private static final String MODE = "mode";
  private static final String SHARED = "shared";
  private static final String PROCESS = "process";

  private final Optional<SharedRedis> shared;
  private final Optional<DedicatedRedis> dedicated;

  /** Both are closed with this. */
  public RedisBackend(Optional<SharedRedis> shared, Optional<DedicatedRedis> dedicated) {
    this.shared = shared;
    this.dedicated = dedicated;
  }

  @Override
  public void start() {
    dedicated.ifPresent(DedicatedRedis::start);
  }

  @Override
  public Optional<String> fault(JsonNode settings) {
    return switch (mode(settings)) {
      case SHARED ->
          shared.isPresent()
              ? Optional.empty()
              : Optional.of(
                  "there is no server for many: write `mode: process`, or give it a `url`");
      case PROCESS ->
          dedicated.isPresent()
              ? Optional.empty()
              : Optional.of("servers of one's own need a place: give the back end a `folder`");
      default -> Optional.of("`mode` is neither `shared` nor `process`");
    };
  }

  private static String mode(JsonNode settings) {
    return settings.path(MODE).asString(SHARED);
  }

  /** Where an instance is, or is to be. */
  private Backend of(Instance instance) throws BackendException {
    Optional<String> fault = fault(instance.settings());
    if (fault.isPresent()) {
      throw new BackendException(Kind.REFUSED, fault.get());
    }
    return mode(instance.settings()).equals(PROCESS)
        ? dedicated.orElseThrow()
        : shared.orElseThrow();
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    return of(instance).provision(instance);
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) throws BackendException {
    boolean here = dedicated.isPresent() && dedicated.get().has(instance);
    if (here != mode(instance.settings()).equals(PROCESS)) {
      throw new BackendException(
          Kind.REFUSED,
          "an instance stays on the server that it was made on: make a new one with the other plan");
    }
    of(instance).update(instance, bindings);
  }

  @Override
  public Bound bind(Instance instance, Binding binding) throws BackendException {
    return of(instance).bind(instance, binding);
  }

  /** Also where nobody knows any more which plan it was of. */
  @Override
  public void unbind(Instance instance, Binding binding) throws BackendException {
    if (dedicated.isPresent()) {
      Optional<String> owner = dedicated.get().owner(binding);
      if (owner.isPresent()) {
        dedicated.get().unbind(named(owner.get()), binding);
        return;
      }
    }
    if (shared.isPresent() && !mode(instance.settings()).equals(PROCESS)) {
      shared.get().unbind(instance, binding);
    }
  }

  private static Instance named(String name) {
    var nothing = JsonNodeFactory.instance.objectNode();
    return new Instance(name, "", Limits.NONE, nothing, nothing);
  }

  /** As {@link #unbind}. */
  @Override
  public void deprovision(Instance instance) throws BackendException {
    if (dedicated.isPresent() && dedicated.get().has(instance)) {
      dedicated.get().deprovision(instance);
    } else if (shared.isPresent() && !mode(instance.settings()).equals(PROCESS)) {
      shared.get().deprovision(instance);
    }
  }

  @Override
  public Map<String, Long> usage(Instance instance) throws BackendException {
    return of(instance).usage(instance);
  }

  @Override
  public void restrict(Instance instance, List<Binding> bindings, boolean restricted)
      throws BackendException {
    of(instance).restrict(instance, bindings, restricted);
  }

  @Override
  public boolean isWatched() {
    return shared.isPresent();
  }

  @Override
  public Set<String> limits() {
    return Set.of(Limits.MEMORY);
  }

  @Override
  public Set<String> settings() {
    return Set.of(MODE);
  }

  @Override
  public Inventory inventory() throws BackendException {
    Set<String> instances = new HashSet<>();
    Set<String> bindings = new HashSet<>();
    for (Backend each : all()) {
      Inventory there = each.inventory();
      instances.addAll(there.instances());
      bindings.addAll(there.bindings());
    }
    return new Inventory(instances, bindings);
  }

  private List<Backend> all() {
    return Stream.<Optional<? extends Backend>>of(shared, dedicated)
        .<Backend>flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void check() throws BackendException {
    for (Backend each : all()) {
      each.check();
    }
  }

  @Override
  public void close() {
    all().forEach(Backend::close);
  }
}
