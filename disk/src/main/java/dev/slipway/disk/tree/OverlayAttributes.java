package dev.slipway.disk.tree;

import dev.slipway.disk.DiskException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A file's extended attributes: those that are its own, and what overlayfs says in its own, which
 * are {@code trusted.overlay.*} or, mounted in a user namespace, {@code user.overlay.*}.
 *
 * @param kept the file's own
 * @param opaque nothing from the layers below shows in this directory
 * @param whiteout the name is taken away
 */
record OverlayAttributes(SortedMap<String, byte[]> kept, boolean opaque, boolean whiteout) {
  private static final OverlayAttributes NONE =
      new OverlayAttributes(Collections.emptySortedMap(), false, false);

  /** Those of the file that is turned to. */
  static OverlayAttributes read(HostFiles files) throws IOException {
    byte[] names = files.attributeNames();
    if (names.length == 0) {
      return NONE;
    }
    SortedMap<String, byte[]> kept = new TreeMap<>();
    boolean opaque = false;
    boolean whiteout = false;
    for (String name : new String(names, StandardCharsets.UTF_8).split("\0")) {
      if (name.startsWith("trusted.overlay.") || name.startsWith("user.overlay.")) {
        switch (name.substring(name.indexOf(".overlay.") + ".overlay.".length())) {
          case "opaque" -> opaque |= isYes(files.attribute(name));
          case "whiteout" -> whiteout = true;
          case "redirect", "metacopy" -> throw redirected(files, name);
          default -> {} // origin, impure, nlink: for overlayfs alone
        }
      } else if (isKept(name)) {
        byte[] value = files.attribute(name);
        if (value != null) {
          kept.put(name, value);
        }
      }
    }
    return new OverlayAttributes(kept, opaque, whiteout);
  }

  private static boolean isYes(byte @Nullable [] value) {
    return value != null && value.length == 1 && value[0] == 'y';
  }

  private static boolean isKept(String name) {
    return name.startsWith("security.")
        || name.startsWith("user.")
        || name.startsWith("trusted.")
        || name.startsWith("system.posix_acl_");
  }

  private static DiskException redirected(HostFiles files, String name) {
    return new DiskException(
        files.path()
            + " has "
            + name
            + ": mount the overlay with redirect_dir=off,metacopy=off when changing it");
  }
}
