package dev.slipway.broker.relay;

import dev.slipway.broker.catalog.PlanKeys;
import dev.slipway.broker.catalog.ServiceKeys;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes services and plans of another broker's catalog into ones of this broker's. */
final class CatalogCopy {
  private static final String ROUTES = "route_forwarding";
  private static final int LONGEST_SCHEMA = 65_536;

  /** Those that are dealt with apart. */
  private static final List<String> SERVICE_APART = List.of("id", "plans");

  private static final List<String> PLAN_APART = List.of("id", "schemas");

  private final String backend;
  private final List<String> leftOut;

  /**
   * A copy.
   *
   * @param leftOut takes what is not copied, a sentence each
   */
  CatalogCopy(String backend, List<String> leftOut) {
    this.backend = backend;
    this.leftOut = leftOut;
  }

  /** A service; empty where nothing of it can be passed on. */
  Optional<JsonNode> service(JsonNode there) {
    String name = there.path("name").asString("");
    String id = there.path("id").asString("");
    ArrayNode plans = JsonNodeFactory.instance.arrayNode();
    there.path("plans").valueStream().forEach(p -> plans.add(plan(name, id, p)));
    if (there.path("requires").valueStream().anyMatch(r -> ROUTES.equals(r.asString("")))) {
      leftOut.add("the service " + name + ", since routes are not passed on");
      return Optional.empty();
    }
    if (id.isEmpty() || plans.isEmpty()) {
      leftOut.add("the service " + name + ", since it has no id or no plans");
      return Optional.empty();
    }
    ObjectNode service = JsonNodeFactory.instance.objectNode();
    service.put("id", named("service", id));
    copy(there, service, ServiceKeys.PLAIN, SERVICE_APART, "the service " + name);
    service.put("backend", backend);
    service.set("plans", plans);
    return Optional.of(service);
  }

  private JsonNode plan(String serviceName, String service, JsonNode there) {
    String id = there.path("id").asString("");
    String what = "the plan " + serviceName + "/" + there.path("name").asString("");
    ObjectNode plan = JsonNodeFactory.instance.objectNode();
    plan.put("id", named("plan", service + "/" + id));
    copy(there, plan, PlanKeys.PLAIN, PLAN_APART, what);
    JsonNode schemas = schemas(there.path("schemas"), what);
    if (!schemas.isEmpty()) {
      plan.set("schemas", schemas);
    }
    plan.putObject("settings").put("service_id", service).put("plan_id", id);
    return plan;
  }

  private String named(String what, String id) {
    String name = "slipway relay " + backend + " " + what + " " + id;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private void copy(
      JsonNode from, ObjectNode to, List<String> keys, List<String> apart, String what) {
    for (String key : keys) {
      if (from.hasNonNull(key)) {
        to.set(key, from.path(key));
      }
    }
    for (String key : from.propertyNames()) {
      if (!keys.contains(key) && !apart.contains(key) && from.hasNonNull(key)) {
        leftOut.add("`" + key + "` of " + what);
      }
    }
  }

  private JsonNode schemas(JsonNode there, String what) {
    ObjectNode schemas = JsonNodeFactory.instance.objectNode();
    schema(there, "service_instance", "create", schemas, what);
    schema(there, "service_instance", "update", schemas, what);
    schema(there, "service_binding", "create", schemas, what);
    return schemas;
  }

  /**
   * A schema that platforms would refuse is left out: the other broker checks by it all the same.
   */
  private void schema(JsonNode from, String of, String key, ObjectNode to, String what) {
    JsonNode schema = from.path(of).path(key).path("parameters");
    if (schema.isMissingNode() || schema.isNull()) {
      return;
    }
    boolean good =
        schema.isObject()
            && schema.path("$schema").isString()
            && schema.toString().length() <= LONGEST_SCHEMA
            && schema.findValuesAsString("$ref").stream().allMatch(r -> r.startsWith("#"));
    if (!good) {
      leftOut.add("the schema " + of + "." + key + " of " + what + ", which platforms refuse");
      return;
    }
    to.withObject("/" + of).putObject(key).set("parameters", schema);
  }
}
