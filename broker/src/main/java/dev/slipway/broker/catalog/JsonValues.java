package dev.slipway.broker.catalog;

import dev.slipway.definition.reader.Value;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** YAML as JSON. */
final class JsonValues {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonValues() {}

  static JsonNode of(Value value) {
    return switch (value) {
      case Value.Scalar one -> scalar(one);
      case Value.Items items -> {
        ArrayNode array = JSON.arrayNode();
        items.values().forEach(v -> array.add(of(v)));
        yield array;
      }
      case Value.Fields fields -> {
        ObjectNode object = JSON.objectNode();
        fields.fields().forEach(f -> object.set(f.key(), of(f.value())));
        yield object;
      }
    };
  }

  private static JsonNode scalar(Value.Scalar one) {
    if (one.isNothing()) {
      return JSON.nullNode();
    }
    if (one.flag().isPresent()) {
      return JSON.booleanNode(one.flag().get());
    }
    if (one.number().isPresent()) {
      BigDecimal number = one.number().get();
      return number.scale() == 0
          ? JSON.numberNode(number.longValueExact())
          : JSON.numberNode(number);
    }
    return JSON.stringNode(one.written());
  }
}
