package dev.slipway.context.reader;

import dev.slipway.context.ContextException;
import dev.slipway.context.ContextSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a context from wherever it is described. */
public final class ContextReader {
  private static final String YAML = "context.yml";

  private ContextReader() {}

  /**
   * Reads a context: a YAML file, a folder with {@code context.yml} in it, or a folder with {@code
   * post-install}, {@code common/network} and so on. Files that it names are not copied: they are
   * not to change until the medium is written.
   *
   * @throws ContextException with everything that is wrong with it
   * @throws IOException where a file is there and cannot be read
   */
  public static ContextSpec read(Path path) throws ContextException, IOException {
    if (!Files.isDirectory(path)) {
      if (!Files.exists(path)) {
        throw new ContextException(
            path.toString(), "is not there; give a folder or a file like context.yml");
      }
      return YamlContext.read(path);
    }
    Path yaml = path.resolve(YAML);
    return Files.exists(yaml) ? YamlContext.read(yaml) : FolderContext.read(path);
  }
}
