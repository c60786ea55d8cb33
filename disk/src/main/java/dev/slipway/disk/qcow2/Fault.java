package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import java.nio.file.Path;

/** Says what is wrong with a file, and where. */
final class Fault {
  private Fault() {}

  /**
   * @param offset bytes from the file's start
   * @param field the specification's name of what is there
   */
  static DiskException at(Path file, long offset, String field, String problem) {
    return new DiskException("%s: offset 0x%x (%s): %s".formatted(file, offset, field, problem));
  }
}
