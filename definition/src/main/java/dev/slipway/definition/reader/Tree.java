package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Quoted;
import dev.slipway.definition.source.Unreadable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlVersionException;

/**
 * Makes values of YAML's events. It takes less than YAML offers, so that a file means what one
 * sees: one document, no anchors, aliases and tags, texts as keys, little nesting, no key twice.
 */
final class Tree {
  private static final int MAX_DEPTH = 16;

  private final Iterator<Event> events;
  private final Problems problems;

  private Tree(Iterator<Event> events, Problems problems) {
    this.events = events;
    this.problems = problems;
  }

  /** The document's value; empty where there is none. Keys that are there twice become problems. */
  static Optional<Value> read(String text, Problems problems) throws Unreadable {
    LoadSettings settings =
        LoadSettings.builder().setCodePointLimit(YamlSource.MAX_BYTES + 1).build();
    try {
      return new Tree(new Parse(settings).parseString(text).iterator(), problems).document();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      throw new Unreadable(at(mark), SyntaxError.text(e));
    } catch (YamlVersionException e) {
      throw new Unreadable(new Position(1, 1), "is not YAML 1.2; leave the line with %YAML out");
    } catch (YamlEngineException e) {
      throw new Unreadable(Position.WHOLE_FILE, "is not YAML: " + e.getMessage());
    }
  }

  private Optional<Value> document() throws Unreadable {
    events.next(); // the stream's start
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return Optional.empty();
    }
    Value value = value(events.next(), 0);
    events.next(); // the document's end
    Event next = events.next();
    if (next.getEventId() != Event.ID.StreamEnd) {
      throw new Unreadable(
          at(next.getStartMark()), "a second document begins here; a file holds one definition");
    }
    return Optional.of(value);
  }

  private Value value(Event event, int depth) throws Unreadable {
    Position at = at(event.getStartMark());
    refuseReferences(event, at);
    if (depth > MAX_DEPTH) {
      throw new Unreadable(at, "is nested more than " + MAX_DEPTH + " deep; no key needs that");
    }
    return switch (event) {
      case ScalarEvent scalar -> scalar(scalar, at);
      case SequenceStartEvent _ -> items(at, depth);
      case MappingStartEvent _ -> fields(at, depth);
      default -> throw new Unreadable(at, "is not YAML: unexpected " + event.getEventId());
    };
  }

  private static Value.Scalar scalar(ScalarEvent event, Position at) throws Unreadable {
    String text = event.getValue();
    if (text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
      throw new Unreadable(at, "holds half a character (a lone surrogate); write the whole one");
    }
    return new Value.Scalar(at, text, event.getScalarStyle() != ScalarStyle.PLAIN);
  }

  private Value.Items items(Position at, int depth) throws Unreadable {
    List<Value> values = new ArrayList<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      values.add(value(e, depth + 1));
    }
    return new Value.Items(at, List.copyOf(values));
  }

  private Value.Fields fields(Position at, int depth) throws Unreadable {
    List<Value.Field> fields = new ArrayList<>();
    Map<String, Position> first = new HashMap<>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      if (!(value(e, depth + 1) instanceof Value.Scalar key)) {
        throw new Unreadable(
            at(e.getStartMark()),
            "a key must be a word; write `key: value`, and texts with { or [ in quotes");
      }
      Value value = value(events.next(), depth + 1);
      Position earlier = first.putIfAbsent(key.written(), key.at());
      if (earlier == null) {
        fields.add(new Value.Field(key.at(), key.written(), value));
      } else {
        problems.error(
            key.at(),
            "key "
                + Quoted.of(key.written())
                + " is already in line "
                + earlier.line()
                + "; keep one");
      }
    }
    return new Value.Fields(at, List.copyOf(fields));
  }

  private static void refuseReferences(Event event, Position at) throws Unreadable {
    if (event instanceof AliasEvent alias) {
      String name = Quoted.of("*" + alias.getAlias());
      throw new Unreadable(
          at, "alias " + name + " is not read here; write the value out, or quote it");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      String name = Quoted.of("&" + node.getAnchor().get());
      throw new Unreadable(at, "anchor " + name + " is not read here; leave it out, or quote it");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case SequenceStartEvent sequence -> sequence.getTag();
          case MappingStartEvent mapping -> mapping.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw new Unreadable(
          at,
          "tag "
              + Quoted.of(tag.get().replace("tag:yaml.org,2002:", "!!"))
              + " is not read here; leave it out, or quote the value");
    }
  }

  private static Position at(Optional<Mark> mark) {
    return mark.map(m -> new Position(m.getLine() + 1, m.getColumn() + 1))
        .orElse(Position.WHOLE_FILE);
  }
}
