package dev.slipway.disk.ext4;

import dev.slipway.disk.DiskException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One extended attribute as the format has it.
 *
 * @param prefix the number that stands for the first part of the name
 * @param name the rest of the name
 */
record Attribute(int prefix, byte[] name, byte[] value) implements Comparable<Attribute> {
  private static final int HEADER = 16;
  private static final int LONGEST_NAME = 255;

  /** What the numbers stand for; 2 and 3 are access lists, which have no further name. */
  private static final List<String> PREFIXES =
      List.of("", "user.", "", "", "trusted.", "", "security.", "system.");

  /**
   * An attribute by its full name.
   *
   * @param path of the file that has it, for messages
   */
  static Attribute of(String full, byte[] value, String path) throws DiskException {
    int list = AccessList.attributeNumber(full);
    if (list != 0) {
      return new Attribute(list, new byte[0], AccessList.stored(value, full, path));
    }
    int prefix = PREFIXES.indexOf(full.substring(0, full.indexOf('.') + 1));
    if (prefix > 0) {
      byte[] name = full.substring(full.indexOf('.') + 1).getBytes(StandardCharsets.UTF_8);
      if (name.length > 0 && name.length <= LONGEST_NAME) {
        return new Attribute(prefix, name, value);
      }
    }
    throw new DiskException(
        path
            + ": ext4 cannot hold the extended attribute '"
            + full
            + "': names start with user., trusted., security. or system. and have 1 to 255 bytes"
            + " after that");
  }

  int entrySize() {
    return HEADER + round(name.length);
  }

  int valueSize() {
    return round(value.length);
  }

  int size() {
    return entrySize() + valueSize();
  }

  private static int round(int size) {
    return (size + 3) & ~3;
  }

  /** The hash of name and value (ext4_xattr_hash_entry). */
  int hash() {
    int hash = 0;
    for (byte character : name) {
      hash = Integer.rotateLeft(hash, 5) ^ (character & 0xFF);
    }
    ByteBuffer padded = ByteBuffer.allocate(valueSize()).order(ByteOrder.LITTLE_ENDIAN);
    padded.put(0, value);
    while (padded.hasRemaining()) {
      hash = Integer.rotateLeft(hash, 16) ^ padded.getInt();
    }
    return hash;
  }

  @Override
  public int compareTo(Attribute other) {
    if (prefix != other.prefix) {
      return Integer.compare(prefix, other.prefix);
    }
    if (name.length != other.name.length) {
      return Integer.compare(name.length, other.name.length);
    }
    return Arrays.compareUnsigned(name, other.name);
  }
}
