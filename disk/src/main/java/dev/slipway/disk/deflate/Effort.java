package dev.slipway.disk.deflate;

import java.util.List;

/**
 * How hard to look for matches.
 *
 * @param depth how many earlier places are looked at
 * @param enough the match length that ends the search
 * @param lazy whether the next byte may have a better match
 */
record Effort(int depth, int enough, boolean lazy) {
  /** Of levels 1 to 9. */
  static final List<Effort> LEVELS =
      List.of(
          new Effort(3, 16, false),
          new Effort(6, 16, false),
          new Effort(12, 24, false),
          new Effort(8, 24, true),
          new Effort(12, 32, true),
          new Effort(16, 48, true),
          new Effort(48, 100, true),
          new Effort(200, 258, true),
          new Effort(800, 258, true));
}
