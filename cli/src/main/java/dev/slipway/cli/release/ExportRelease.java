package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.release.store.ReleaseStore;
import dev.slipway.release.store.Selection;
import dev.slipway.release.store.StoredRelease;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release export}. */
@Command(
    name = "export",
    description = "Writes a release compiled for a system, or some of its jobs, as a tarball.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "With OS/VERSION it has compiled packages, which have to be in the store; without, sources.",
      "Example:",
      "  slipway release export redis/1.2 ubuntu-jammy/1.200 --job redis"
    })
final class ExportRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private StoreOption store = new StoreOption();

  @Parameters(
      index = "0",
      paramLabel = "NAME[/VERSION]",
      description = "The release (default: its newest).")
  private String release = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OS/VERSION",
      description = "What its packages are compiled for.")
  private @Nullable String stemcell;

  @Option(
      names = "--job",
      paramLabel = "NAME",
      description = "This job with all that it needs (several times for several; default: all).")
  private List<String> jobs = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The tarball (default: NAME-VERSION-OS-VERSION.tgz).")
  private @Nullable Path file;

  ExportRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (stemcell != null && !stemcell.matches("[^/\\s]+/[^/\\s]+")) {
      throw new UsageException(
          "`" + stemcell + "` is no system; write OS/VERSION, like ubuntu-jammy/1.200");
    }
    try (ReleaseStore releases = store.open(surroundings)) {
      StoredRelease found = StoreOption.Wanted.of(release).in(releases);
      Path name = file == null ? Path.of(name(found)) : file;
      releases.export(
          found,
          new Selection(jobs, Optional.ofNullable(stemcell)),
          surroundings.folder().resolve(name).toAbsolutePath());
      surroundings.out().println(name);
    }
    return 0;
  }

  private String name(StoredRelease found) {
    String system = stemcell == null ? "" : "-" + stemcell.replace('/', '-');
    return found.name() + "-" + found.version() + system + ".tgz";
  }
}
