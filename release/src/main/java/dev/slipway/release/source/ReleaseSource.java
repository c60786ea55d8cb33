package dev.slipway.release.source;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Severity;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.directory.ReleaseDirectory;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * All that a release directory has, by name.
 *
 * @param license the licence's files; empty where there are none
 * @param warnings what is probably not meant
 */
public record ReleaseSource(
    List<JobSource> jobs,
    List<PackageSource> packages,
    List<SourceFile> license,
    List<Diagnostic> warnings) {
  public ReleaseSource {
    jobs = List.copyOf(jobs);
    packages = List.copyOf(packages);
    license = List.copyOf(license);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads all of it.
   *
   * @throws ReleaseException with all mistakes of all files
   */
  public static ReleaseSource read(ReleaseDirectory directory) throws IOException {
    ReleaseSource source = examine(directory);
    if (source.warnings().stream().anyMatch(d -> d.severity() == Severity.ERROR)) {
      throw new ReleaseException(source.warnings());
    }
    return source;
  }

  /** Reads what can be read; the mistakes are among its warnings. */
  public static ReleaseSource examine(ReleaseDirectory directory) throws IOException {
    List<Diagnostic> found = new ArrayList<>();
    List<JobSource> jobs = new ArrayList<>();
    for (Path folder : folders(directory.jobs())) {
      Problems problems = problems(directory, folder.resolve("spec"));
      JobSource.read(folder, problems).ifPresent(jobs::add);
      found.addAll(problems.list());
    }
    List<PackageSource> packages = new ArrayList<>();
    for (Path folder : folders(directory.packages())) {
      boolean vendored = Files.exists(folder.resolve("spec.lock"));
      Problems problems = problems(directory, folder.resolve(vendored ? "spec.lock" : "spec"));
      Optional<PackageSource> one = PackageSource.read(directory, folder, problems);
      one.ifPresent(packages::add);
      found.addAll(problems.list());
    }
    found.addAll(References.check(directory, jobs, packages));
    return new ReleaseSource(jobs, packages, LicenseSource.read(directory), found);
  }

  /** What is wrong with a file, by its path within the directory. */
  static Problems problems(ReleaseDirectory directory, Path file) {
    return new Problems(directory.root().relativize(file).toString());
  }

  private static List<Path> folders(Path all) throws IOException {
    List<Path> folders = new ArrayList<>();
    if (Files.isDirectory(all)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(all, Files::isDirectory)) {
        found.forEach(folders::add);
      }
    }
    Collections.sort(folders);
    return folders;
  }
}
