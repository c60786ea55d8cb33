package dev.slipway.broker.relay;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What another broker is at, as it is kept until it is asked for again.
 *
 * @param path of the thing
 * @param accepted what it answered first
 */
record Going(String path, Answer accepted) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATH = "path";

  /** What the answer 202 says. */
  static Going of(String path, Answer accepted) {
    return new Going(path, accepted);
  }

  /** Reads what {@link #text} has written. */
  static Optional<Going> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      JsonNode node = JSON.readTree(text);
      Answer answer = new Answer(Answer.ACCEPTED, node, true, Optional.empty());
      return answer.text(PATH).map(p -> new Going(p, answer));
    } catch (JacksonException e) {
      // Another version's: the request is made again.
      return Optional.empty();
    }
  }

  Optional<String> operation() {
    return accepted.text("operation");
  }

  /** What is needed of it later. */
  String text() {
    ObjectNode node = JSON.createObjectNode().put(PATH, path);
    for (String each : new String[] {"operation", "dashboard_url"}) {
      accepted.text(each).ifPresent(t -> node.put(each, t));
    }
    return node.toString();
  }
}
