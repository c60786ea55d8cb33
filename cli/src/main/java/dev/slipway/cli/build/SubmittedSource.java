package dev.slipway.cli.build;

import dev.slipway.build.cache.Trees;
import dev.slipway.cli.UsageException;
import dev.slipway.definition.reader.DefinitionReader;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.source.SourceTar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What is handed in: a repository that the server fetches, or a folder that is sent there. */
sealed interface SubmittedSource {
  /** A repository's address. */
  Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://.*|[^/@:]+@[^/:]+:.*");

  /** In a repository. */
  record Repository(String url) implements SubmittedSource {}

  /**
   * A definition's folder here.
   *
   * @param only the one file of it that counts, a kickstart or an imagebuild.conf
   */
  record Folder(Path folder, Optional<Path> only) implements SubmittedSource {
    /** Packs and sends it. */
    JsonNode upload(Api api) throws IOException, InterruptedException {
      Path work = Files.createTempDirectory("slipway-submit");
      try {
        Path from = folder;
        if (only.isPresent()) {
          from = Files.createDirectory(work.resolve("source"));
          Files.copy(only.get(), from.resolve(String.valueOf(only.get().getFileName())));
        }
        Path tar = work.resolve("source.tar");
        SourceTar.pack(from, tar);
        return api.upload("/sources", tar);
      } catch (QueueException e) {
        throw new UsageException(folder + ": " + e.getMessage());
      } finally {
        Trees.delete(work);
      }
    }
  }

  /** What a user has named. */
  static SubmittedSource of(String named, Path here) {
    if (URL.matcher(named).matches()) {
      return new Repository(named);
    }
    Path path = here.resolve(named);
    if (Files.isDirectory(path)) {
      return new Folder(path, Optional.empty());
    }
    if (!Files.isRegularFile(path)) {
      throw new UsageException(
          path + ": no such file or folder; name a definition's folder, or a repository's URL");
    }
    return String.valueOf(path.getFileName()).equals(DefinitionReader.FILE_NAME)
        ? new Folder(path.resolveSibling(""), Optional.empty())
        : new Folder(path, Optional.of(path));
  }
}
