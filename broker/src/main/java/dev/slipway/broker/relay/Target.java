package dev.slipway.broker.relay;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.backend.Binding;
import dev.slipway.broker.backend.GivenName;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.backend.Origin;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an instance is to the broker behind. Its ids there follow from its names here, so that
 * nothing about them needs to be kept.
 *
 * @param organization of the platform's, to the broker behind
 * @param space of the platform's, to the broker behind
 */
record Target(
    String path,
    String service,
    String plan,
    String organization,
    String space,
    JsonNode parameters,
    Origin origin) {
  /** What it reads of a plan's settings. */
  static final Set<String> SETTINGS =
      Set.of("service_id", "plan_id", "organization_guid", "space_guid");

  /** Where neither the catalog nor the platform names one: brokers may want some. */
  private static final String NOWHERE =
      UUID.nameUUIDFromBytes("slipway".getBytes(StandardCharsets.UTF_8)).toString();

  /** An instance, by what the settings of its plan say. */
  static Target of(Instance instance) throws BackendException {
    JsonNode settings = instance.settings();
    Origin origin = instance.origin();
    return new Target(
        "/v2/service_instances/" + id(instance),
        need(settings, "service_id"),
        need(settings, "plan_id"),
        text(settings, "organization_guid").orElseGet(() -> known(origin.organization())),
        text(settings, "space_guid").orElseGet(() -> known(origin.space())),
        instance.parameters(),
        origin);
  }

  private static String known(String guid) {
    return guid.isEmpty() ? NOWHERE : guid;
  }

  private static String need(JsonNode settings, String key) throws BackendException {
    return text(settings, key)
        .orElseThrow(() ->
            new BackendException(
                Kind.REFUSED,
                "the plan's `settings` in the catalog have no `"
                    + key
                    + "`: the one of the broker that this is passed to"));
  }

  private static Optional<String> text(JsonNode settings, String key) {
    return Optional.ofNullable(settings.path(key).stringValue(null)).filter(t -> !t.isBlank());
  }

  /** The UUID that has an instance's digits. */
  static UUID id(Instance instance) {
    String digits = GivenName.checked(instance.name()).substring(2);
    return new UUID(
        Long.parseUnsignedLong(digits.substring(0, 16), 16),
        Long.parseUnsignedLong(digits.substring(16), 16));
  }

  /** Where a binding is. */
  String path(Binding binding) {
    byte[] name = GivenName.checked(binding.name()).getBytes(StandardCharsets.US_ASCII);
    return path + "/service_bindings/" + UUID.nameUUIDFromBytes(name);
  }

  /** Names the service and the plan. */
  String query() {
    return "service_id=" + Upstream.query(service) + "&plan_id=" + Upstream.query(plan);
  }

  ObjectNode provision() {
    return update().put("organization_guid", organization).put("space_guid", space);
  }

  ObjectNode update() {
    ObjectNode body = body(parameters);
    if (!origin.maintenance().isEmpty()) {
      body.putObject("maintenance_info").put("version", origin.maintenance());
    }
    return body;
  }

  ObjectNode bind(Binding binding) {
    ObjectNode body = body(binding.parameters());
    if (!binding.app().isEmpty()) {
      body.put("app_guid", binding.app());
    }
    if (!binding.resource().isEmpty()) {
      body.set("bind_resource", binding.resource());
    }
    return body;
  }

  private ObjectNode body(JsonNode with) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("service_id", service).put("plan_id", plan);
    if (!origin.context().isEmpty()) {
      body.set("context", origin.context());
    }
    if (!with.isEmpty()) {
      body.set("parameters", with);
    }
    return body;
  }
}
