package dev.slipway.disk.archive;

import java.util.List;

/**
 * A plain file in a tar.
 *
 * @param name as the archive says it: for people and to choose by, not to write to
 * @param size the file's bytes, holes included
 * @param pieces where its bytes are, ascending; the rest is zero
 */
public record TarEntry(String name, long size, List<Piece> pieces) {
  /**
   * Bytes that are stored.
   *
   * @param at their place in the file
   * @param stored their place in the archive
   */
  public record Piece(long at, long length, long stored) {
    long end() {
      return at + length;
    }
  }

  /** Keeps a copy of the list. */
  public TarEntry {
    pieces = List.copyOf(pieces);
  }

  /** The name without folders. */
  String baseName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
