package dev.slipway.disk.ext4;

import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.FolderTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a folder into an image and tells how long each part took, to be held against {@code mke2fs
 * -t ext4 -d FOLDER IMAGE SIZE} on the same folder:
 *
 * <pre>java --enable-native-access=ALL-UNNAMED -cp ... dev.slipway.disk.ext4.Measure FOLDER IMAGE
 * MIB TIMES</pre>
 */
final class Measure {
  private Measure() {}

  public static void main(String[] arguments) throws Exception {
    Path image = Path.of(arguments[1]);
    for (int i = Integer.parseInt(arguments[3]); i > 0; i--) {
      Files.deleteIfExists(image);
      long start = System.nanoTime();
      Directory tree = FolderTree.read(List.of(Path.of(arguments[0])), false);
      long read = System.nanoTime();
      Ext4Volume volume =
          Ext4Volume.layout(tree, Images.options(Long.parseLong(arguments[2]) * Images.MIB));
      long laidOut = System.nanoTime();
      Images.write(volume, image);
      long written = System.nanoTime();
      System.out.printf(
          "read %d ms, lay out %d ms, write %d ms%n",
          (read - start) / 1_000_000,
          (laidOut - read) / 1_000_000,
          (written - laidOut) / 1_000_000);
    }
  }
}
