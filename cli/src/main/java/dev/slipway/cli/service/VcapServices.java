package dev.slipway.cli.service;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A binding as applications on Cloud Foundry find it in the variable {@code VCAP_SERVICES}. */
final class VcapServices {
  private VcapServices() {}

  /** On one line. */
  static String of(Target target, Optional<JsonNode> service, JsonNode bound) {
    KnownInstance instance = target.instance();
    KnownBinding binding = target.binding().orElseThrow();
    JsonNodeFactory json = JsonNodeFactory.instance;
    ObjectNode all = json.objectNode();
    ObjectNode one = all.putArray(instance.offer().service()).addObject();
    one.put("label", instance.offer().service());
    one.put("plan", instance.offer().plan());
    one.put("name", instance.name());
    one.set(
        "tags",
        service.map(s -> s.path("tags")).filter(JsonNode::isArray).orElse(json.arrayNode()));
    one.put("instance_guid", instance.id());
    one.put("instance_name", instance.name());
    one.put("binding_guid", binding.id());
    one.put("binding_name", binding.name());
    JsonNode credentials = bound.path("credentials");
    one.set("credentials", credentials.isObject() ? credentials : json.objectNode());
    JsonNode drain = bound.path("syslog_drain_url");
    one.set("syslog_drain_url", drain.isString() ? drain : json.nullNode());
    JsonNode mounts = bound.path("volume_mounts");
    one.set("volume_mounts", mounts.isArray() ? mounts : json.arrayNode());
    return all.toString();
  }
}
