package dev.slipway.disk.iso;

import dev.slipway.disk.tree.Directory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A directory of one of an image's two hierarchies, and where it lies. */
final class IsoDirectory {
  final Directory node;

  /** The one that holds its record; the root's is itself. */
  final IsoDirectory parent;

  /** For a directory that lies too deep and was moved: the one that it belongs in. */
  final @Nullable IsoDirectory origin;

  final List<IsoEntry> entries = new ArrayList<>();

  /** Its name as recorded; a zero byte for the root. */
  byte[] identifier = {0};

  /** What Rock Ridge says in its records for itself and for the one above. */
  SystemUse self = SystemUse.NONE;

  SystemUse up = SystemUse.NONE;

  /** Its number in the path table, from 1. */
  int number;

  long sector;

  /** Its length in bytes: whole sectors, over whose ends no record goes. */
  long size;

  private IsoDirectory(
      Directory node, @Nullable IsoDirectory parent, @Nullable IsoDirectory origin) {
    this.node = node;
    this.parent = parent == null ? this : parent;
    this.origin = origin;
  }

  static IsoDirectory root(Directory node) {
    return new IsoDirectory(node, null, null);
  }

  static IsoDirectory below(IsoDirectory parent, Directory node) {
    return new IsoDirectory(node, parent, null);
  }

  static IsoDirectory moved(IsoDirectory holder, IsoDirectory origin, Directory node) {
    return new IsoDirectory(node, holder, origin);
  }

  /** Finds out the length, once the names are given. */
  void measure() {
    long end = 0;
    end = after(end, IsoRecord.length(1, self));
    end = after(end, IsoRecord.length(1, up));
    for (IsoEntry entry : entries) {
      int length = IsoRecord.length(entry.identifier.length, entry.use);
      for (int i = 0; i < entry.sections(); i++) {
        end = after(end, length);
      }
    }
    size = IsoRecord.roundUp(end);
  }

  /** Where a record ends that is put at a position, or at the next sector if it does not fit. */
  private static long after(long position, int length) {
    return IsoRecord.place(position, length) + length;
  }
}
