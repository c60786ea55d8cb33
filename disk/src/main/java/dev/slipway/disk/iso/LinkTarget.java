package dev.slipway.disk.iso;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts a symbolic link's target together from the components in its SL entries. */
final class LinkTarget {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Whether a slash is due before the next component. */
  private boolean needsSlash;

  /**
   * Adds an entry's components.
   *
   * @param data flags, then {flags, length, bytes} for each component
   * @return whether all of them lie in the entry
   */
  boolean add(ByteBuffer data) {
    int at = 1;
    while (at + 2 <= data.limit()) {
      int flags = data.get(at);
      int length = data.get(at + 1) & 0xFF;
      at += 2;
      if (length > data.limit() - at) {
        return false;
      }
      addComponent(flags, data, at, length);
      at += length;
    }
    return true;
  }

  private void addComponent(int flags, ByteBuffer data, int at, int length) {
    if ((flags & RockRidge.COMPONENT_ROOT) != 0) {
      bytes.write('/');
      needsSlash = false;
      return;
    }
    if (needsSlash) {
      bytes.write('/');
    }
    if ((flags & RockRidge.COMPONENT_CURRENT) != 0) {
      bytes.write('.');
    } else if ((flags & RockRidge.COMPONENT_PARENT) != 0) {
      bytes.writeBytes(new byte[] {'.', '.'});
    } else {
      byte[] name = new byte[length];
      data.get(at, name);
      bytes.writeBytes(name);
    }
    needsSlash = (flags & RockRidge.CONTINUE) == 0;
  }

  int length() {
    return bytes.size();
  }

  @Override
  public String toString() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
