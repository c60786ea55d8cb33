package dev.slipway.definition.reader;

import dev.slipway.definition.Position;
import java.util.List;

/** Something that was read, and where it was. */
record Located<T>(T value, Position at) {
  static <T> List<T> values(List<Located<T>> list) {
    return list.stream().map(Located::value).toList();
  }
}
