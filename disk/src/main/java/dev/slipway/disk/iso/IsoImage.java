package dev.slipway.disk.iso;

import dev.slipway.disk.DiskSource;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What an ISO 9660 image holds.
 *
 * @param label the volume's name
 * @param names which of the image's names the tree has
 * @param root the tree; its files' contents are read from the image when they are opened
 */
public record IsoImage(String label, Names names, Directory root) {
  /** Where names, modes and owners come from, the best one first. */
  public enum Names {
    ROCK_RIDGE,
    JOLIET,
    /** The names of ISO 9660 alone, without versions. */
    PLAIN
  }

  /**
   * Reads an image's directories.
   *
   * @throws dev.slipway.disk.DiskException for a file that is no such image, and for one that
   *     cannot be right, with the position
   */
  public static IsoImage read(Path image) throws IOException {
    try (FileChannel channel = FileChannel.open(image, StandardOpenOption.READ)) {
      return new IsoReader(image, DiskSource.of(channel, image.toString())).read();
    }
  }
}
