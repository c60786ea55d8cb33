package dev.slipway.release.yaml;

import dev.slipway.definition.Position;
import dev.slipway.definition.reader.Value;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.SourceText;
import dev.slipway.definition.source.Unreadable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads YAML that others wrote, with the place of each value. Anchors and aliases are allowed, as
 * releases have them, but not so many that a small file becomes a large one.
 */
public final class YamlReader {
  private static final int MAX_BYTES = 8 << 20;
  private static final int MAX_DEPTH = 64;
  private static final int MAX_VALUES = 500_000;

  private int values;

  private YamlReader() {}

  /** A file's value; empty where there is none, or what is wrong was said to the problems. */
  public static Optional<Value> read(Path file, Problems problems) {
    try {
      return parse(SourceText.read(file, MAX_BYTES, "no file of a release is"), problems);
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
      return Optional.empty();
    }
  }

  /** The same of bytes that are there already. */
  public static Optional<Value> read(byte[] bytes, Problems problems) {
    try {
      return parse(SourceText.decode(bytes, MAX_BYTES, "no file of a release is"), problems);
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
      return Optional.empty();
    }
  }

  private static Optional<Value> parse(String text, Problems problems) throws Unreadable {
    LoadSettings settings =
        LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES + 1)
            .setAllowRecursiveKeys(false)
            .setUseMarks(true)
            .build();
    try {
      shallow(new Parse(settings).parseString(text));
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isEmpty()
          ? Optional.empty()
          : Optional.of(new YamlReader().value(root.get(), 0, problems));
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new Unreadable(at(mark), "is not YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw new Unreadable(Position.WHOLE_FILE, "is not YAML: " + e.getMessage());
    }
  }

  /** Before it is composed, which takes room on the stack for each level. */
  private static void shallow(Iterable<Event> events) throws Unreadable {
    int depth = 0;
    for (Event each : events) {
      depth +=
          switch (each.getEventId()) {
            case MappingStart, SequenceStart -> 1;
            case MappingEnd, SequenceEnd -> -1;
            default -> 0;
          };
      if (depth > MAX_DEPTH) {
        throw new Unreadable(at(each.getStartMark()), "is nested more than " + MAX_DEPTH + " deep");
      }
    }
  }

  private Value value(Node node, int depth, Problems problems) throws Unreadable {
    Position at = at(node.getStartMark());
    values++;
    if (depth > MAX_DEPTH) {
      throw new Unreadable(at, "is nested more than " + MAX_DEPTH + " deep");
    }
    if (values > MAX_VALUES) {
      throw new Unreadable(at, "its aliases make more than 500,000 values of it; write them out");
    }
    return switch (node) {
      case ScalarNode one ->
          new Value.Scalar(at, one.getValue(), one.getScalarStyle() != ScalarStyle.PLAIN);
      case SequenceNode list -> items(list, at, depth, problems);
      case MappingNode map -> fields(map, at, depth, problems);
      default -> throw new Unreadable(at, "is not YAML: unexpected " + node.getNodeType());
    };
  }

  private Value.Items items(SequenceNode list, Position at, int depth, Problems problems)
      throws Unreadable {
    List<Value> items = new ArrayList<>();
    for (Node each : list.getValue()) {
      items.add(value(each, depth + 1, problems));
    }
    return new Value.Items(at, List.copyOf(items));
  }

  private Value.Fields fields(MappingNode map, Position at, int depth, Problems problems)
      throws Unreadable {
    Map<String, Value.Field> fields = new LinkedHashMap<>();
    for (NodeTuple each : map.getValue()) {
      if (!(each.getKeyNode() instanceof ScalarNode key)) {
        throw new Unreadable(at(each.getKeyNode().getStartMark()), "a key must be a word");
      }
      Position place = at(key.getStartMark());
      Value value = value(each.getValueNode(), depth + 1, problems);
      Value.Field earlier =
          fields.putIfAbsent(key.getValue(), new Value.Field(place, key.getValue(), value));
      if (earlier != null) {
        problems.error(
            place,
            "key "
                + Quoted.of(key.getValue())
                + " is already in line "
                + earlier.at().line()
                + "; keep one");
      }
    }
    return new Value.Fields(at, List.copyOf(fields.values()));
  }

  private static Position at(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(Position.WHOLE_FILE);
  }
}
