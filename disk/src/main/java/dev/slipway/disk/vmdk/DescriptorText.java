package dev.slipway.disk.vmdk;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Makes the embedded descriptor ("The Descriptor File"). */
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

  /** The descriptor in all its sectors. */
  static byte[] bytes(Layout layout, String type, String name, int seed) {
    String text =
        """
        # Disk DescriptorFile
        version=1
        encoding="UTF-8"
        CID=%08x
        parentCID=ffffffff
        createType="%s"

        # Extent description
        RW %d SPARSE "%s"

        # The Disk Data Base
        #DDB

        ddb.adapterType = "lsilogic"
        ddb.geometry.cylinders = "%d"
        ddb.geometry.heads = "%d"
        ddb.geometry.sectors = "%d"
        ddb.toolsVersion = "2147483647"
        ddb.virtualHWVersion = "4"
        """
            .formatted(cid(seed), type, layout.capacity(), name, cylinders(layout), HEADS, SECTORS);
    return Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), Layout.DESCRIPTOR * Layout.SECTOR);
  }

  /** All ones mean that there is no parent, and all but the last are refused by tools. */
  static int cid(int seed) {
    return seed == 0 || seed == -1 || seed == -2 ? CID : seed;
  }

  private static long cylinders(Layout layout) {
    return Math.max(1, layout.capacity() / (HEADS * SECTORS));
  }
}
