package dev.slipway.context.reader;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** YAML's nodes of a text. Aliases, tags and deep nesting, which no context needs, are refused. */
final class YamlNodes {
  private static final int MAX_DEPTH = 8;

  private YamlNodes() {}

  /** The document's root; empty where there is none, or something is wrong. */
  static Optional<Node> read(String text, int maxBytes, Problems problems) {
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(maxBytes).build();
    try {
      return isPlain(new Parse(settings).parseString(text), problems)
          ? new Compose(settings).composeString(text)
          : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      error(e.getProblemMark().or(e::getContextMark), "is not YAML: " + e.getProblem(), problems);
    } catch (YamlEngineException e) {
      problems.error(0, 0, "is not YAML: " + e.getMessage());
    }
    return Optional.empty();
  }

  private static boolean isPlain(Iterable<Event> events, Problems problems) {
    int depth = 0;
    for (Event event : events) {
      depth +=
          event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
      String wrong =
          switch (event) {
            case AliasEvent _ -> "aliases are not read here; write the value out, or quote it";
            case ScalarEvent scalar when scalar.getTag().isPresent() ->
                "tags are not read here; leave it out, or quote the value";
            case CollectionStartEvent start when start.getTag().isPresent() ->
                "tags are not read here; leave it out";
            default -> depth > MAX_DEPTH ? "is nested too deep; no key needs that" : "";
          };
      if (!wrong.isEmpty()) {
        error(event.getStartMark(), wrong, problems);
        return false;
      }
    }
    return true;
  }

  private static void error(Optional<Mark> mark, String message, Problems problems) {
    problems.error(
        mark.map(m -> m.getLine() + 1).orElse(0),
        mark.map(m -> m.getColumn() + 1).orElse(0),
        message);
  }
}
