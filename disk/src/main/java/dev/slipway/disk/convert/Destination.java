package dev.slipway.disk.convert;

import java.nio.file.Path;

/**
 * A file to write.
 *
 * @param file its name; what has the name already is replaced
 * @param encoding how
 * @param sparse whether zeros may be holes in it
 */
public record Destination(Path file, Encoding encoding, boolean sparse) {
  /** With holes. */
  public Destination(Path file, Encoding encoding) {
    this(file, encoding, true);
  }
}
