package dev.slipway.disk.tree;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who owns a node, who may do what with it, and when it was last changed.
 *
 * @param mode permission bits with set-user-id, set-group-id and sticky, 0 to 07777
 * @param uid owner, 0 to 2³²−1
 * @param gid group, 0 to 2³²−1
 * @param mtime seconds since 1970, UTC
 * @param xattrs extended attributes by full name, as in {@code security.capability}; the values are
 *     not to be changed
 */
public record Metadata(int mode, long uid, long gid, long mtime, SortedMap<String, byte[]> xattrs) {
  public Metadata {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException("mode " + Integer.toOctalString(mode) + " is over 7777");
    }
    xattrs = Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  /** Metadata of a node of root's, without extended attributes. */
  public static Metadata ofRoot(int mode, long mtime) {
    return new Metadata(mode, 0, 0, mtime, new TreeMap<>());
  }

  /** The same with another mode. */
  public Metadata withMode(int newMode) {
    return new Metadata(newMode, uid, gid, mtime, xattrs);
  }

  /** The same with another owner and group. */
  public Metadata withOwner(long newUid, long newGid) {
    return new Metadata(mode, newUid, newGid, mtime, xattrs);
  }

  /** The same with another time of change, in seconds since 1970. */
  public Metadata withMtime(long newMtime) {
    return new Metadata(mode, uid, gid, newMtime, xattrs);
  }

  /** The same with other extended attributes. */
  public Metadata withXattrs(Map<String, byte[]> newXattrs) {
    return new Metadata(mode, uid, gid, mtime, new TreeMap<>(newXattrs));
  }
}
