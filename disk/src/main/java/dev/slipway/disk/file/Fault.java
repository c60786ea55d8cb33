package dev.slipway.disk.file;

import dev.slipway.disk.DiskException;
import java.nio.file.Path;

/** Says what is wrong with a file, and where. */
public final class Fault {
  private Fault() {}

  /**
   * @param offset bytes from the file's start
   * @param field the specification's name of what is there
   */
  public static DiskException at(Path file, long offset, String field, String problem) {
    return at(file.toString(), offset, field, problem);
  }

  /**
   * @param file its name for people
   * @param offset bytes from the file's start
   * @param field the specification's name of what is there
   */
  public static DiskException at(String file, long offset, String field, String problem) {
    return new DiskException("%s: offset 0x%x (%s): %s".formatted(file, offset, field, problem));
  }
}
