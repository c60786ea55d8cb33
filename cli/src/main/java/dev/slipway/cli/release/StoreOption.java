package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.process.Event;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.StoredRelease;
import dev.slipway.release.version.Version;
import dev.slipway.server.config.LogConfig;
import dev.slipway.server.operation.Logs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which release store a command works on. */
final class StoreOption {
  @Option(
      names = "--store",
      paramLabel = "DIR",
      description =
          "The folder with the releases (default: SLIPWAY_RELEASES, or"
              + " ~/.local/share/slipway/releases).")
  private @Nullable Path folder;

  ReleaseStore open(Surroundings surroundings) throws IOException {
    return open(surroundings, event -> {});
  }

  ReleaseStore open(Surroundings surroundings, Event.Listener listener) throws IOException {
    // The database tells of itself otherwise, among results.
    Logs.configure(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR), surroundings.err());
    Path where =
        folder == null ? surroundings.releasesFolder() : surroundings.folder().resolve(folder);
    return ReleaseStore.open(where, surroundings.clock(), UUID::randomUUID, listener);
  }

  /** What {@code NAME} or {@code NAME/VERSION} asks for. */
  record Wanted(String name, Optional<Version> version) {
    static Wanted of(String written) throws ReleaseException {
      int slash = written.indexOf('/');
      String name = slash < 0 ? written : written.substring(0, slash);
      if (name.isEmpty()) {
        throw new UsageException(
            "`" + written + "` names no release; write NAME or NAME/VERSION, like redis/1.2");
      }
      return new Wanted(
          name,
          slash < 0 ? Optional.empty() : Optional.of(Version.parse(written.substring(slash + 1))));
    }

    StoredRelease in(ReleaseStore store) throws ReleaseException {
      return store.find(name, version);
    }
  }
}
