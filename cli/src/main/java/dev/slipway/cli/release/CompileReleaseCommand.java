package dev.slipway.cli.release;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Staging;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.build.container.ImageTree;
import dev.slipway.build.sandbox.ForeignPrograms;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.definition.Architecture;
import dev.slipway.release.compile.CompileRelease;
import dev.slipway.release.compile.CompiledCache;
import dev.slipway.release.compile.CompiledRelease;
import dev.slipway.release.compile.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release compile}. */
@Command(
    name = "compile",
    description = "Compiles a release's packages in copies of an image, without a network.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What was compiled before, of the same files and dependencies with the same image, is not"
          + " compiled again.",
      "Example:",
      "  slipway image build examples/service-pack-redis/compile-image",
      "  slipway release compile redis.tgz --image release-compiler"
    })
final class CompileReleaseCommand implements Callable<Integer> {
  /** Of the cache's capacity, what compiled packages may have besides. */
  private static final int SHARE = 4;

  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "TGZ",
      description = "A release with sources, as `slipway release create --tarball` writes it.")
  private Path release = Path.of("");

  @Option(
      names = "--image",
      required = true,
      paramLabel = "IMAGE",
      description =
          "An image of the catalog with what packages need: its id, name or NAME_vVERSION.")
  private String image = "";

  @Option(
      names = "--catalog",
      paramLabel = "DIR",
      description =
          "The folder with the images (default: SLIPWAY_IMAGES, or ~/.local/share/slipway/images).")
  private @Nullable Path catalog;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The compiled release (default: NAME-VERSION-OS-VERSION.tgz, in this folder).")
  private @Nullable Path output;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many packages to compile at a time (default: as many as processors).")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print events and the result as JSON, one a line.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show what packaging scripts print.")
  private boolean verbose;

  CompileReleaseCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (jobs < 1) {
      throw new UsageException("--jobs is at least 1");
    }
    if (output != null && !Files.isDirectory(folderOf(output))) {
      throw new UsageException("there is no folder " + folderOf(output) + " for --output");
    }
    Catalog images =
        new Catalog(
            catalog == null ? surroundings.imagesFolder() : surroundings.folder().resolve(catalog));
    ImageRecord found = images.find(image);
    try (Cache cache =
            Cache.open(
                surroundings.cacheFolder(), surroundings.cacheCapacity(), surroundings.clock());
        Staging staging = cache.stage();
        Progress progress = Progress.of(surroundings, json, verbose)) {
      checkPrograms(found, staging);
      Workshop workshop = ImageWorkshop.of(ImageTree.of(found, images, cache, progress));
      CompiledRelease compiled =
          new CompileRelease(
                  workshop, compiledCache(), staging.result(), surroundings.clock(), progress)
              .compile(surroundings.folder().resolve(release), jobs);
      Path file =
          output == null
              ? surroundings.folder().resolve(compiled.fileName())
              : surroundings.folder().resolve(output);
      compiled.write(file);
      print(compiled, file);
    }
    return 0;
  }

  private Path folderOf(Path file) {
    Path folder = surroundings.folder().resolve(file).toAbsolutePath().getParent();
    return folder == null ? Path.of("/") : folder;
  }

  private CompiledCache compiledCache() {
    return new CompiledCache(
        surroundings.cacheFolder().resolve("compiled"),
        surroundings.cacheCapacity() / SHARE,
        surroundings.clock());
  }

  private static void checkPrograms(ImageRecord found, Staging staging)
      throws IOException, InterruptedException {
    Optional<Architecture> architecture = Architecture.ofDebianName(found.architecture());
    if (architecture.isPresent()) {
      Path folder = Files.createDirectory(staging.folder().resolve("programs"));
      ForeignPrograms.check(architecture.get(), folder);
    }
  }

  private void print(CompiledRelease compiled, Path file) {
    if (!json) {
      surroundings.out().println(file);
      return;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "release");
    fields.put("name", compiled.manifest().name());
    fields.put("version", compiled.manifest().version());
    fields.put("stemcell", compiled.stemcell().toString());
    fields.put("tarball", file.toString());
    fields.put("compiled", compiled.compiled());
    fields.put("cached", compiled.cached());
    surroundings.out().println(Json.line(fields));
  }
}
