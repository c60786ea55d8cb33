package dev.slipway.disk.iso;

import dev.slipway.disk.tree.Metadata;

/** Modes as isoinfo lists them, without set-user-id, set-group-id and sticky. */
final class Modes {
  private Modes() {}

  static String text(char type, Metadata metadata) {
    var text = new StringBuilder().append(type);
    for (int bit = 8; bit >= 0; bit--) {
      text.append((metadata.mode() >>> bit & 1) != 0 ? "xwr".charAt(bit % 3) : '-');
    }
    return text.toString();
  }
}
