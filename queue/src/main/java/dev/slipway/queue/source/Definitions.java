package dev.slipway.queue.source;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Severity;
import dev.slipway.definition.reader.DefinitionReader;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads what is in a folder that somebody has submitted.
 *
 * @param host the architecture that a definition is for which names none
 */
record Definitions(Architecture host) {
  /**
   * The folder within a source that has the definition.
   *
   * @throws QueueException where it is not there
   */
  static Path folder(Path root, String folder) throws QueueException {
    PathName name = PathName.of(folder, Limits.USUAL);
    Path found = root;
    for (String word : name.words()) {
      found = found.resolve(word);
      if (!Files.isDirectory(found, LinkOption.NOFOLLOW_LINKS)) {
        throw new QueueException(
            Code.INVALID, "`folder`: there is no folder `" + name + "` in the source");
      }
    }
    return found;
  }

  /**
   * Reads the definition in a folder.
   *
   * @throws QueueException with all its mistakes; or where it is of a kind that nothing builds yet
   */
  Definition read(Path folder) throws IOException {
    dev.slipway.definition.submission.Submission handedIn =
        dev.slipway.definition.submission.Submission.of(folder);
    List<Diagnostic> refusal = handedIn.refusal();
    if (!refusal.isEmpty()) {
      throw new QueueException(
          handedIn.isNotYetBuilt() ? Code.UNSUPPORTED : Code.DEFINITION, within(folder, refusal));
    }
    if (!Files.exists(handedIn.file(), LinkOption.NOFOLLOW_LINKS)) {
      throw new QueueException(Code.DEFINITION, missing(folder));
    }
    DefinitionReader.Result result = new DefinitionReader(host).read(handedIn.file());
    return result
        .definition()
        .orElseThrow(() ->
            new QueueException(
                Code.DEFINITION,
                within(
                    folder,
                    result.diagnostics().stream()
                        .filter(d -> d.severity() == Severity.ERROR)
                        .toList())));
  }

  /** Nobody needs to know where the server looks at it. */
  private static List<Diagnostic> within(Path folder, List<Diagnostic> found) {
    String prefix = folder + "/";
    return found.stream()
        .map(d ->
            new Diagnostic(
                d.severity(),
                d.file().replace(prefix, ""),
                d.at(),
                d.message().replace(prefix, "")))
        .toList();
  }

  private static String missing(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> Files.exists(f.resolve(DefinitionReader.FILE_NAME)))
          .map(f -> String.valueOf(f.getFileName()))
          .sorted()
          .findFirst()
          .map(f -> "there is a slipway.yml in `%s`; say so by `folder`".formatted(f))
          .map(hint -> "there is no slipway.yml at the source's root; " + hint)
          .orElse(
              "there is no slipway.yml in the source; a definition has one, which begins with"
                  + " name: debian");
    }
  }
}
