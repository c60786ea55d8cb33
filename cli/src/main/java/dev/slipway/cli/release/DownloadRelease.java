package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.StoredRelease;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release download}. */
@Command(
    name = "download",
    description = "Writes a release of the release store as a tarball.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Its parts are those that came, byte for byte; the tarball around them is the same each time.",
      "Example:",
      "  slipway release download redis/1.2 -o redis-1.2.tgz"
    })
final class DownloadRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreOption store = new StoreOption();

  @Parameters(paramLabel = "NAME[/VERSION]", description = "The release (default: its newest).")
  private String release = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The tarball (default: NAME-VERSION.tgz).")
  private @Nullable Path file;

  DownloadRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (ReleaseStore releases = store.open(surroundings)) {
      StoredRelease found = StoreOption.Wanted.of(release).in(releases);
      Path name = file == null ? Path.of(found.name() + "-" + found.version() + ".tgz") : file;
      releases.download(found, surroundings.folder().resolve(name).toAbsolutePath());
      surroundings.out().println(name);
    }
    return 0;
  }
}
