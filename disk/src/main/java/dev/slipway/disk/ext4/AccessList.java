package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * POSIX access control lists: the kernel's form in extended attributes (version 2, entries of eight
 * bytes) and ext4's own (version 1, without an id where the entry has none).
 */
final class AccessList {
  private static final int USER = 2;
  private static final int GROUP = 8;

  private AccessList() {}

  /** The number that stands for an attribute that is an access list, 0 for others. */
  static int attributeNumber(String name) {
    return switch (name) {
      case "system.posix_acl_access" -> 2;
      case "system.posix_acl_default" -> 3;
      default -> 0;
    };
  }

  /** An attribute's value as ext4 stores it. */
  static byte[] stored(byte[] value, String name, String path) throws DiskException {
    ByteBuffer in = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    if (value.length % 8 != 4 || in.getInt() != 2) {
      throw new DiskException(
          path + ": " + name + " is no access list of version 2: set it again with setfacl");
    }
    ByteBuffer out = ByteBuffer.allocate(value.length).order(ByteOrder.LITTLE_ENDIAN).putInt(1);
    while (in.hasRemaining()) {
      short tag = in.getShort();
      out.putShort(tag).putShort(in.getShort());
      int id = in.getInt();
      if (tag == USER || tag == GROUP) {
        out.putInt(id);
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }
}
