package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.cache.ArchiveCache;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where archives are kept by their checksums. */
final class CacheOption {
  @Option(
      names = "--cache",
      paramLabel = "FOLDER",
      description =
          "Where archives are kept by their checksums (default: ~/.bosh/cache, which the bosh"
              + " client uses too).")
  private @Nullable Path folder;

  ArchiveCache cache(Surroundings surroundings) {
    if (folder != null) {
      return new ArchiveCache(surroundings.folder().resolve(folder));
    }
    String home = surroundings.environment().getOrDefault("HOME", "/");
    return new ArchiveCache(Path.of(home, ".bosh", "cache"));
  }
}
