package dev.slipway.server.servicebroker;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Provisioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** A fake back end that a client has to ask again, and that refuses what its plan tells it to. */
final class SlowBackend implements Backend {
  private final Set<String> there = new ConcurrentSkipListSet<>();

  /** Names of what has been made and not removed. */
  Set<String> there() {
    return there;
  }

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    there.add(instance.name());
    if (instance.settings().path("refuses").asBoolean(false)) {
      throw new BackendException(Kind.REFUSED, "the shelf is empty");
    }
    return new Provisioned(Optional.of("https://pages.example.net/" + instance.name()));
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) {}

  @Override
  public Bound bind(Instance instance, Binding binding) {
    there.add(binding.name());
    return Bound.to(Map.of("uri", "slow://" + instance.name(), "size", plan(instance)));
  }

  private static String plan(Instance instance) {
    return instance.settings().path("size").asString("");
  }

  @Override
  public void unbind(Instance instance, Binding binding) {
    there.remove(binding.name());
  }

  @Override
  public void deprovision(Instance instance) {
    there.remove(instance.name());
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
    return Set.of("refuses", "size");
  }

  @Override
  public Inventory inventory() {
    return Inventory.NOTHING;
  }

  @Override
  public void check() {}

  @Override
  public boolean isSlow() {
    return true;
  }
}
