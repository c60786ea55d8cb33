package dev.slipway.disk.archive;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A plain file in a tar.
 *
 * @param name as the archive says it: for people and to choose by, not to write to
 * @param size the file's bytes, holes included
 * @param pieces where its bytes are, ascending; the rest is zero
 */
public record TarEntry(String name, long size, List<Piece> pieces) {
  private static final Pattern DISKS =
      Pattern.compile("(raw|img|qcow2|vmdk|vhd|vhdx|vdi)([.](gz|xz|zst|bz2))?");

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
  public String baseName() {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /** Whether it has a disk's name. */
  public boolean isDisk() {
    String lower = baseName().toLowerCase(Locale.ROOT);
    // What macOS adds beside files is none of them.
    int dot = lower.indexOf('.');
    while (dot > 0) {
      if (DISKS.matcher(lower.substring(dot + 1)).matches()) {
        return true;
      }
      dot = lower.indexOf('.', dot + 1);
    }
    return false;
  }

  /** Whether some of its bytes are not stored. */
  public boolean hasHoles() {
    return pieces.stream().mapToLong(Piece::length).sum() < size;
  }

  /** Where in the archive one of its bytes is; in a hole, where it would be after those before. */
  public long place(long position) {
    long place = 0;
    for (Piece each : pieces) {
      if (place > 0 && each.at() > position) {
        break;
      }
      place = each.stored() + Math.clamp(position - each.at(), 0, each.length());
    }
    return place;
  }
}
