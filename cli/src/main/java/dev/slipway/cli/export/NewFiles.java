package dev.slipway.cli.export;

import dev.slipway.cli.UsageException;
import dev.slipway.disk.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks whether files may be made, before any work is done for them. */
public final class NewFiles {
  private NewFiles() {}

  /**
   * Refuses files whose folder is not there, that are the source, or that are there already.
   *
   * @param files with their targets, which may need another file beside each
   * @param force whether files may be replaced
   */
  public static void check(Path source, Map<Path, Target> files, boolean force) throws IOException {
    for (Map.Entry<Path, Target> each : files.entrySet()) {
      check(source, each.getValue().files(each.getKey()), force);
    }
  }

  private static void check(Path source, List<Path> files, boolean force) throws IOException {
    for (Path file : files) {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null || !Files.isDirectory(folder)) {
        throw new UsageException(folder + ": no such folder; make it first");
      }
      if (!Files.exists(file)) {
        continue;
      }
      if (!Files.isRegularFile(file)) {
        throw new UsageException(file + " is no file; write to one, then copy it there with dd");
      }
      if (Files.exists(source) && Files.isSameFile(source, file)) {
        throw new UsageException(
            "source and target are the same file; give the target another name");
      }
      if (!force) {
        throw new UsageException(file + " is there already; --force replaces it");
      }
    }
  }
}
