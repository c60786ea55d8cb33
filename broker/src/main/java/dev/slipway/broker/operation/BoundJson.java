package dev.slipway.broker.operation;

import dev.slipway.broker.backend.Bound;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an application gets, as platforms read it: only what they have allowed. */
final class BoundJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BoundJson() {}

  static String of(Bound bound, Set<String> requires) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    object.set("credentials", JSON.valueToTree(bound.credentials()));
    if (requires.contains("syslog_drain")) {
      bound.syslogDrain().ifPresent(url -> object.put("syslog_drain_url", url));
    }
    if (requires.contains("volume_mount") && !bound.volumeMounts().isEmpty()) {
      ArrayNode mounts = object.putArray("volume_mounts");
      bound.volumeMounts().forEach(mounts::add);
    }
    return object.toString();
  }
}
