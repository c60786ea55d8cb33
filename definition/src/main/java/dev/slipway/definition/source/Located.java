package dev.slipway.definition.source;

import dev.slipway.definition.Position;
import java.util.List;

/** Something that was read, and where it was. */
public record Located<T>(T value, Position at) {
  /** Without their places. */
  public static <T> List<T> values(List<Located<T>> list) {
    return list.stream().map(Located::value).toList();
  }
}
