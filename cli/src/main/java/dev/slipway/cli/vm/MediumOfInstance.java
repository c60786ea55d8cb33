package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cloud.folder.TemporaryFolder;
import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import dev.slipway.context.medium.ContextFormat;
import dev.slipway.context.medium.ContextMedium;
import dev.slipway.context.reader.ContextReader;
import dev.slipway.disk.iso.IsoImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The context medium that an instance is made with. One that was made for it goes when this is
 * closed: the instance has a copy.
 *
 * @param iso null for an instance without one
 */
record MediumOfInstance(@Nullable Path iso, @Nullable TemporaryFolder folder)
    implements AutoCloseable {
  /** Instances' names may be longer, and have underscores. */
  private static final String HOST_NAME = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";

  /**
   * What a user gave as context.
   *
   * @param name the instance's
   * @param given an ISO image, a folder or a YAML file; null for nothing
   */
  static MediumOfInstance of(Surroundings surroundings, String name, @Nullable Path given)
      throws IOException, ContextException, InterruptedException {
    if (given == null) {
      return new MediumOfInstance(null, null);
    }
    Path path = surroundings.folder().resolve(given);
    if (!Files.isDirectory(path) && !isYaml(path)) {
      if (Files.isRegularFile(path)) {
        IsoImage.read(path); // Only to see that it is one.
      }
      return new MediumOfInstance(path, null);
    }
    ContextSpec spec = ContextReader.read(path);
    boolean unnamed = spec.hostname().isEmpty() && name.matches(HOST_NAME);
    ContextSpec named = unnamed ? spec.withHostname(name) : spec;
    ContextMedium medium = ContextMedium.render(named, name, ContextFormat.SLIPWAY);
    TemporaryFolder folder =
        TemporaryFolder.create(surroundings.cacheFolder().resolve("media"), "medium-");
    try {
      Path iso = folder.path().resolve("context.iso");
      medium.write(iso);
      return new MediumOfInstance(iso, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private static boolean isYaml(Path path) {
    String name = path.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml");
  }

  @Override
  public void close() throws IOException {
    if (folder != null) {
      folder.close();
    }
  }
}
