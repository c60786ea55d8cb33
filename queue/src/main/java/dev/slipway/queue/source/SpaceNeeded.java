package dev.slipway.queue.source;

import dev.slipway.definition.Definition;
import java.util.List;

/**
 * How much disk a build is given. Nobody knows before it has run how much of the disk's size is
 * used, and the files are sparse: a quarter of it, and not less than a small system, is more than
 * most use.
 */
final class SpaceNeeded {
  private static final long SMALL_SYSTEM = 1L << 30;

  private SpaceNeeded() {}

  /** Bytes for the tree, the raw disk, and each of the formats beside it. */
  static long of(Definition definition, List<String> formats) {
    long used = Math.min(definition.disk().size(), SMALL_SYSTEM + definition.disk().size() / 4);
    long files =
        formats.isEmpty()
            ? definition.formats().stream().filter(f -> !f.name().equals("raw")).count()
            : formats.stream().filter(f -> !f.equals("raw")).count();
    return used * (2 + files);
  }
}
