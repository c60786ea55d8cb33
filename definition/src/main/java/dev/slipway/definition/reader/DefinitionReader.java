package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Problems;
import dev.slipway.definition.source.Unreadable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads definitions. Every mistake of a file is found at once, except that one of YAML's syntax
 * hides those behind it. Files that the definition names are looked at, but not read.
 */
public final class DefinitionReader {
  /** The file that a folder is searched for. */
  public static final String FILE_NAME = "slipway.yml";

  private final Architecture host;

  /**
   * A reader.
   *
   * @param host what images are built for where a definition does not say
   */
  public DefinitionReader(Architecture host) {
    this.host = host;
  }

  /**
   * What came of reading.
   *
   * @param definition there where no diagnostic is an error
   * @param diagnostics by their place in the file; at most about a hundred
   */
  public record Result(Optional<Definition> definition, List<Diagnostic> diagnostics) {}

  /**
   * Reads a definition, and never fails otherwise than by diagnostics.
   *
   * @param folderOrFile a definition's file, of whatever name, or a folder with a slipway.yml
   */
  public Result read(Path folderOrFile) {
    Path file = Files.isDirectory(folderOrFile) ? folderOrFile.resolve(FILE_NAME) : folderOrFile;
    Problems problems = new Problems(file.toString());
    Optional<Definition> definition = Optional.empty();
    try {
      if (OtherDefinitions.isReadable(file, problems)) {
        definition = definition(file, problems);
      }
    } catch (Unreadable e) {
      problems.error(e.at(), e.text());
    }
    return new Result(definition.filter(_ -> !problems.hasErrors()), problems.list());
  }

  private Optional<Definition> definition(Path file, Problems problems) throws Unreadable {
    Optional<Value> tree = Tree.read(YamlSource.read(file), problems);
    if (tree.isEmpty()) {
      problems.error(
          Position.WHOLE_FILE, "is empty; a definition has at least name, version and base");
    }
    return tree.flatMap(value -> new TopLevel(file, host).read(value, problems));
  }
}
