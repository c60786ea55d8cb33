package dev.slipway.release.directory;

import dev.slipway.process.Command;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.yaml.YamlWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Makes what a release begins with: the directory, its jobs, its packages. */
public final class Skeleton {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+-]{0,254}");

  /** What is made again at any time, what is too large for git, and what is secret. */
  private static final List<String> NOT_IN_GIT =
      List.of(
          "config/private.yml",
          "blobs",
          ".dev_builds",
          "dev_releases",
          "releases/*.tgz",
          "releases/**/*.tgz",
          ".final_builds/jobs/**/*.tgz",
          ".final_builds/packages/**/*.tgz");

  private final ReleaseDirectory directory;

  /** In a directory. */
  public Skeleton(ReleaseDirectory directory) {
    this.directory = directory;
  }

  /**
   * Makes a release directory of a folder; what is in it already stays.
   *
   * @param git whether to make a Git repository of it too
   * @throws ReleaseException with {@link Code#CONFLICT} where it is one already
   */
  public void init(boolean git) throws IOException, InterruptedException {
    if (Files.exists(directory.finalConfig())) {
      throw new ReleaseException(
          Code.CONFLICT, directory.root() + " is a release directory already");
    }
    for (Path folder : List.of(directory.jobs(), directory.packages(), directory.src())) {
      Files.createDirectories(folder);
    }
    String folder = String.valueOf(directory.root().getFileName());
    String name = folder.endsWith("-release") ? folder.substring(0, folder.length() - 8) : folder;
    if (!Files.exists(directory.blobIndex())) {
      WholeFile.write(directory.blobIndex(), "--- {}\n");
    }
    if (git) {
      Command.of("git", "init", "--quiet", directory.root().toString()).run();
      Path ignored = directory.root().resolve(".gitignore");
      if (!Files.exists(ignored)) {
        WholeFile.write(ignored, String.join("\n", NOT_IN_GIT) + "\n");
      }
    }
    WholeFile.write(directory.finalConfig(), YamlWriter.write(Map.of("name", name)));
  }

  /**
   * Makes a package.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where there is one of this name
   */
  public void generatePackage(String name) throws IOException {
    Path folder = free(directory.packages(), name);
    WholeFile.write(folder.resolve("packaging"), "set -e\n");
    WholeFile.write(
        folder.resolve("spec"),
        """
        ---
        name: %s

        dependencies: []

        files: []
        """
            .formatted(name));
  }

  /**
   * Makes a job.
   *
   * @throws ReleaseException with {@link Code#CONFLICT} where there is one of this name
   */
  public void generateJob(String name) throws IOException {
    Path folder = free(directory.jobs(), name);
    Files.createDirectories(folder.resolve("templates"));
    WholeFile.write(folder.resolve("monit"), "");
    WholeFile.write(
        folder.resolve("spec"),
        """
        ---
        name: %s

        templates: {}

        packages: []

        properties: {}
        """
            .formatted(name));
  }

  /**
   * Removes what was made for development, and blobs, which can be fetched again.
   *
   * @return paths of blobs that stay, since they are nowhere else
   */
  public List<String> reset() throws IOException {
    BlobIndex index = BlobIndex.read(directory);
    Path links = directory.root().resolve(".blobs");
    for (Path folder : List.of(directory.devBuilds(), directory.devReleases(), links)) {
      for (Path each : deepestFirst(folder)) {
        Files.delete(each);
      }
    }
    List<String> kept = new ArrayList<>();
    for (Path each : deepestFirst(directory.blobs())) {
      String path = directory.blobs().relativize(each).toString();
      if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        boolean used = kept.stream().anyMatch(k -> path.isEmpty() || k.startsWith(path + "/"));
        if (!used) {
          Files.delete(each);
        }
      } else if (index.find(path).flatMap(BlobIndex.Blob::object).isPresent()) {
        Files.delete(each);
      } else {
        kept.add(path);
      }
    }
    Collections.sort(kept);
    return kept;
  }

  private static List<Path> deepestFirst(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static Path free(Path all, String name) throws ReleaseException {
    if (!NAME.matcher(name).matches()) {
      throw new ReleaseException(
          Code.INVALID, "`" + name + "` is no name; letters, digits and . _ - + can be in one");
    }
    Path folder = all.resolve(name);
    if (Files.exists(folder)) {
      throw new ReleaseException(Code.CONFLICT, folder + " is there already");
    }
    return folder;
  }
}
