package dev.slipway.disk.vmdk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes descriptors ("The Descriptor File"). */
final class DescriptorText {
  private static final int MOST_NAME = 255;
  private static final int HEADS = 255;
  private static final int SECTORS = 63;

  /** Any that is not special. */
  private static final int CID = 0x51b0a7e5;

  private DescriptorText() {}

  /** Refuses names that the extent's line cannot have. */
  static void requireName(String name) {
    boolean odd = name.chars().anyMatch(c -> c < ' ' || c == '"' || c == '/' || c == '\\');
    if (name.isEmpty() || odd || name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME) {
      throw new IllegalArgumentException(
          "a VMDK's file name has 1 to 255 bytes, without quotes, slashes and controls: " + name);
    }
  }

  /** An embedded descriptor in all its sectors. */
  static byte[] embedded(Layout layout, String type, String name, int seed) {
    String extent = "SPARSE \"%s\"".formatted(name);
    return Arrays.copyOf(bytes(layout, type, extent, seed), Layout.DESCRIPTOR * Layout.SECTOR);
  }

  /** The descriptor, alone in its file, of a disk whose bytes are in another one. */
  static byte[] flat(Layout layout, String name, int seed) {
    return bytes(layout, "monolithicFlat", "FLAT \"%s\" 0".formatted(name), seed);
  }

  private static byte[] bytes(Layout layout, String type, String extent, int seed) {
    return """
    # Disk DescriptorFile
    version=1
    encoding="UTF-8"
    CID=%08x
    parentCID=ffffffff
    createType="%s"

    # Extent description
    RW %d %s

    # The Disk Data Base
    #DDB

    ddb.adapterType = "lsilogic"
    ddb.geometry.cylinders = "%d"
    ddb.geometry.heads = "%d"
    ddb.geometry.sectors = "%d"
    ddb.toolsVersion = "2147483647"
    ddb.virtualHWVersion = "4"
    """
        .formatted(cid(seed), type, layout.capacity(), extent, cylinders(layout), HEADS, SECTORS)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** All ones mean that there is no parent, and all but the last are refused by tools. */
  static int cid(int seed) {
    return seed == 0 || seed == -1 || seed == -2 ? CID : seed;
  }

  private static long cylinders(Layout layout) {
    return Math.max(1, layout.capacity() / (HEADS * SECTORS));
  }
}
