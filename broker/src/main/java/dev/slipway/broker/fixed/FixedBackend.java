package dev.slipway.broker.fixed;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.Bound;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Inventory;
import dev.slipway.broker.backend.Provisioned;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands out credentials that somebody else has made: those in a plan's {@code
 * settings.credentials}, beside {@code settings.syslog_drain_url} and {@code
 * settings.volume_mounts} where there are some. Nothing is made, and nothing is limited.
 */
public final class FixedBackend implements Backend {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public Provisioned provision(Instance instance) throws BackendException {
    return Provisioned.PLAIN;
  }

  @Override
  public void update(Instance instance, List<Binding> bindings) {}

  @Override
  public Bound bind(Instance instance, Binding binding) {
    @SuppressWarnings("unchecked")
    Map<String, Object> credentials =
        JSON.convertValue(instance.settings().path("credentials"), Map.class);
    return new Bound(
        credentials == null ? Map.of() : credentials,
        Optional.ofNullable(instance.settings().path("syslog_drain_url").stringValue(null)),
        mounts(instance.settings().path("volume_mounts")));
  }

  private static List<JsonNode> mounts(JsonNode list) {
    return list.valueStream().toList();
  }

  @Override
  public void unbind(Instance instance, Binding binding) {}

  @Override
  public void deprovision(Instance instance) {}

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
    return Set.of("credentials", "syslog_drain_url", "volume_mounts");
  }

  @Override
  public Inventory inventory() {
    return Inventory.NOTHING;
  }

  @Override
  public void check() {}
}
