package dev.slipway.definition.kickstart;

import java.util.List;

/**
 * A flattened kickstart file.
 *
 * @param parts in the file's order
 */
public record Kickstart(List<Part> parts) {
  /** Copies what is mutable. */
  public Kickstart {
    parts = List.copyOf(parts);
  }

  /** The parts of one kind, in the file's order. */
  public <T extends Part> List<T> all(Class<T> kind) {
    return parts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
