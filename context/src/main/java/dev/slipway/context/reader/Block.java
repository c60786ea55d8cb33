package dev.slipway.context.reader;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A map of a context, being read. What is wrong becomes a problem, and reading goes on. */
final class Block {
  private static final int LONGEST_SHOWN = 60;

  private final Problems problems;
  private final Node node;
  private final String path;
  private final Map<String, Node> values = new LinkedHashMap<>();

  /**
   * Takes a map apart.
   *
   * @param path for messages; empty at the top
   * @param known the keys that there are
   */
  Block(Problems problems, Node node, String path, List<String> known) {
    this.problems = problems;
    this.node = node;
    this.path = path;
    if (!(node instanceof MappingNode map)) {
      problems.error(node, (path.isEmpty() ? "a context" : "`" + path + "`") + " must be a map");
      return;
    }
    for (NodeTuple entry : map.getValue()) {
      String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
      if (!known.contains(key)) {
        problems.error(entry.getKeyNode(), "unknown key " + quoted(key) + Nearest.hint(key, known));
      } else if (values.putIfAbsent(key, entry.getValueNode()) != null) {
        problems.error(entry.getKeyNode(), "key `" + key + "` is there twice; keep one");
      }
    }
  }

  static String quoted(String text) {
    String shown =
        text.codePoints()
            .limit(LONGEST_SHOWN)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return "`"
        + shown.replaceAll("\\p{Cntrl}", "?")
        + (shown.length() < text.length() ? "…`" : "`");
  }

  Problems problems() {
    return problems;
  }

  Optional<Node> node(String key) {
    return Optional.ofNullable(values.get(key));
  }

  /** Says that a key's value, or the whole block where it has none, is wrong. */
  void error(String key, String message) {
    problems.error(values.getOrDefault(key, node), label(key) + message);
  }

  <T> Optional<T> optional(String key, Form<T> form) {
    return node(key).flatMap(value -> read(key, value, form));
  }

  <T> Optional<T> required(String key, String example, Form<T> form) {
    if (!values.containsKey(key) && node instanceof MappingNode) {
      problems.error(node, label(key) + "is missing; for example `" + key + ": " + example + "`");
    }
    return optional(key, form);
  }

  /** The entries of a list; those that are wrong are left out. One value alone is a list of one. */
  <T> List<T> list(String key, Form<T> form) {
    List<T> read = new ArrayList<>();
    for (Node entry : entries(key)) {
      read(key, entry, form).ifPresent(read::add);
    }
    return read;
  }

  /** The maps of a list. */
  List<Block> blocks(String key, List<String> known) {
    List<Block> blocks = new ArrayList<>();
    for (Node entry : entries(key)) {
      blocks.add(new Block(problems, entry, path.isEmpty() ? key : path + "." + key, known));
    }
    return blocks;
  }

  private List<Node> entries(String key) {
    Node value = values.get(key);
    return switch (value) {
      case null -> List.of();
      case SequenceNode sequence -> sequence.getValue();
      case ScalarNode scalar when !isNull(scalar) -> List.of(scalar);
      default -> {
        problems.error(value, label(key) + "must be a list");
        yield List.of();
      }
    };
  }

  private <T> Optional<T> read(String key, Node value, Form<T> form) {
    if (!(value instanceof ScalarNode scalar)) {
      problems.error(value, label(key) + "must be a single value");
      return Optional.empty();
    }
    if (isNull(scalar)) {
      problems.error(value, label(key) + "has no value; give it one or leave it out");
      return Optional.empty();
    }
    try {
      return Optional.of(form.read(scalar.getValue()));
    } catch (Fault e) {
      problems.error(value, label(key) + e.text());
      return Optional.empty();
    }
  }

  private static boolean isNull(ScalarNode scalar) {
    return scalar.getTag().equals(org.snakeyaml.engine.v2.nodes.Tag.NULL);
  }

  private String label(String key) {
    return "`" + (path.isEmpty() ? key : path + "." + key) + "` ";
  }
}
