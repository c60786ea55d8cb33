package dev.slipway.cli.image;

import dev.slipway.build.ImageBuilder;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.debian.Fetcher;
import dev.slipway.build.image.ImageTester;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Severity;
import dev.slipway.definition.reader.DefinitionReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Wires what image commands work with. */
final class Workshop {
  private final Surroundings surroundings;

  Workshop(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** This machine's own architecture. */
  static Architecture host() {
    String machine = System.getProperty("os.arch", "");
    return Architecture.ofMachine(machine)
        .orElseThrow(
            () -> new UsageException("this machine is a " + machine + ", which is not supported"));
  }

  /**
   * Reads a definition; prints what is wrong with it.
   *
   * @throws UsageException where it cannot be used
   */
  Definition definition(Path path) {
    DefinitionReader.Result result = new DefinitionReader(host()).read(path);
    for (Diagnostic each : result.diagnostics()) {
      surroundings.err().println(each);
    }
    long errors = result.diagnostics().stream().filter(d -> d.severity() == Severity.ERROR).count();
    return result
        .definition()
        .orElseThrow(() ->
            new UsageException(
                errors == 1
                    ? "there is a mistake in the definition"
                    : "there are " + errors + " mistakes in the definition"));
  }

  Catalog catalog(@Nullable Path folder) {
    return new Catalog(
        folder == null ? surroundings.imagesFolder() : surroundings.folder().resolve(folder),
        new ImageUse(surroundings));
  }

  Cache cache() throws IOException {
    return Cache.open(
        surroundings.cacheFolder(), surroundings.cacheCapacity(), surroundings.clock());
  }

  Cache cacheToLookAt() {
    return Cache.look(surroundings.cacheFolder(), surroundings.clock());
  }

  ImageBuilder builder(Cache cache, ImageTester tester) {
    return new ImageBuilder(
        cache,
        new Fetcher(new EnvironmentProxies(surroundings.environment())),
        surroundings.environment(),
        surroundings.clock(),
        tester,
        Surroundings.PROGRAM);
  }
}
