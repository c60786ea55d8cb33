package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.release.blobstore.Steps;
import dev.slipway.release.blobstore.Transfers;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.create.FetchParts;
import dev.slipway.release.create.FinalBuilds;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.vendor.VendorPackage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release vendor-package}. */
@Command(
    name = "vendor-package",
    description = "Takes a package of another release, as it was built there, into this one.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The other release's newest version has to have it. Packages that it needs come with it."
          + " Commit packages and .final_builds then.",
      "Example:",
      "  slipway release vendor-package golang-1.25-linux ../golang-release"
    })
final class VendorPackageCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();
  @Mixin private CacheOption cache = new CacheOption();

  @Parameters(index = "0", paramLabel = "NAME", description = "The package.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "SRC-DIR", description = "The other release's directory.")
  private Path source = Path.of("");

  @Option(names = "--json", description = "Print progress as JSON lines.")
  private boolean json;

  VendorPackageCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ReleaseDirectory from = ReleaseDirectory.at(surroundings.folder().resolve(source));
    ReleaseDirectory to = directory.directory(surroundings);
    ArchiveCache archives = cache.cache(surroundings);
    List<String> taken;
    try (Progress progress = Progress.of(surroundings, json, false)) {
      StoreAccess access = new StoreAccess(surroundings, archives, progress);
      try (Transfers theirs = access.transfers(from);
          Transfers ours = access.transfers(to)) {
        ours.check();
        taken =
            new VendorPackage(
                    from,
                    to,
                    new FetchParts(
                        from, archives, theirs, new Steps(surroundings.clock(), progress)),
                    new FinalBuilds(to, archives, ours, surroundings.clock(), progress))
                .take(name);
      }
    }
    if (!json) {
      taken.forEach(each -> surroundings.out().println("packages/" + each));
    }
    return 0;
  }
}
