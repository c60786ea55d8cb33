package dev.slipway.build.image;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.reader.DefinitionReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Definitions of tests. */
final class Definitions {
  private Definitions() {}

  /** One in a folder, with more lines than the least. */
  static Definition in(Path folder, String more) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("slipway.yml"),
            """
            name: web
            version: "1"
            architectures: [amd64]
            base:
              debian: bookworm
            """
                + more);
    DefinitionReader.Result result = new DefinitionReader(Architecture.AMD64).read(file);
    return result
        .definition()
        .orElseThrow(() -> new IllegalArgumentException(result.diagnostics().toString()));
  }
}
