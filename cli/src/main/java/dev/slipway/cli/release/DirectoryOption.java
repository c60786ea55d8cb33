package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.directory.ReleaseDirectory;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which release directory a command works on. */
final class DirectoryOption {
  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "The release directory (default: the current folder).")
  private Path folder = Path.of("");

  Path folder(Surroundings surroundings) {
    return surroundings.folder().resolve(folder).toAbsolutePath().normalize();
  }

  ReleaseDirectory directory(Surroundings surroundings) throws ReleaseException {
    return ReleaseDirectory.at(folder(surroundings));
  }
}
