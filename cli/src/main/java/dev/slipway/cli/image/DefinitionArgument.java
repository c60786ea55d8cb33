package dev.slipway.cli.image;

import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** Which definition a command is about. */
final class DefinitionArgument {
  @Parameters(
      paramLabel = "DEFINITION",
      arity = "0..1",
      defaultValue = ".",
      description = "The definition's folder, or its file (default: this folder).")
  Path path = Path.of(".");
}
