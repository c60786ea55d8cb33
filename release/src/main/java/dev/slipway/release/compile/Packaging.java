package dev.slipway.release.compile;

import dev.slipway.process.CommandFailed;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.Unpacking;
import dev.slipway.release.manifest.ReleaseManifest.PackageBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Compiles one package: lays out what BOSH's agent lays out, runs the package's script, and
 * archives what that has installed.
 *
 * <pre>
 * /var/vcap/data/compile/NAME            the package's files; the script runs here
 * /var/vcap/data/packages/NAME/VERSION   what the script installs, empty at first
 * /var/vcap/packages/NAME                a link to it; the same of each dependency
 * </pre>
 */
final class Packaging {
  private static final String COMPILE = "/var/vcap/data/compile/";
  private static final String INSTALLED = "/var/vcap/data/packages/";
  private static final String ENABLED = "/var/vcap/packages/";
  private static final String SCRIPT = "packaging";

  /** A director counts how often it compiled a package; here each is the first. */
  private static final String BUILD = ".1";

  /** 1980-01-01, the time that all files of archives have. */
  private static final String TIME = "315532800";

  private final Workshop workshop;
  private final PackageBuild one;
  private final Path folder;
  private final Path changes;

  /**
   * A package.
   *
   * @param folder an empty one, on one file system with nothing mounted in it
   */
  Packaging(Workshop workshop, PackageBuild one, Path folder) {
    this.workshop = workshop;
    this.one = one;
    this.folder = folder;
    this.changes = folder.resolve("changes");
  }

  /** A dependency and its compiled archive. */
  record Dependency(PackageBuild one, Path archive) {}

  /**
   * Compiles it.
   *
   * @param source its archive
   * @param lines takes what its script prints
   * @return the compiled package's archive
   * @throws ReleaseException with {@link Code#FAILED} and the script's last lines where it fails
   */
  Path compile(Path source, List<Dependency> dependencies, Consumer<String> lines)
      throws IOException, InterruptedException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    Path work = Files.createDirectories(inCopy(COMPILE + one.name()));
    unpack(source, work, "the archive of " + title(one));
    for (Dependency each : dependencies) {
      unpack(each.archive(), install(each.one()), "the compiled " + title(each.one()));
    }
    install(one);
    if (Files.isRegularFile(work.resolve(SCRIPT), LinkOption.NOFOLLOW_LINKS)) {
      run(scratch, lines);
    }
    Path compiled = folder.resolve("compiled.tgz");
    TreeArchive.write(installed(), compiled, "the compiled " + title(one));
    remove(changes);
    return compiled;
  }

  /** What one package needs is not to stay until all are done. */
  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private static void unpack(Path archive, Path into, String what) throws IOException {
    Unpacking.unpackForAnotherRoot(archive, into, what, TgzReader.Limits.OF_A_RELEASE);
  }

  /** Makes the place of a package's files, and the link to it. */
  private Path install(PackageBuild each) throws IOException {
    String place = place(each);
    Path made = Files.createDirectories(inCopy(place));
    Path enabled = Files.createDirectories(inCopy(ENABLED));
    Files.createSymbolicLink(enabled.resolve(each.name()), Path.of(place));
    return made;
  }

  private void run(Path scratch, Consumer<String> lines) throws IOException, InterruptedException {
    String work = COMPILE + one.name();
    try {
      workshop.run(
          new Workshop.Errand(
              changes,
              scratch,
              List.of("/usr/bin/env", "--chdir", work, "bash", "-x", SCRIPT),
              Map.of(
                  "BOSH_COMPILE_TARGET",
                  work,
                  "BOSH_INSTALL_TARGET",
                  ENABLED + one.name(),
                  "BOSH_PACKAGE_NAME",
                  one.name(),
                  "BOSH_PACKAGE_VERSION",
                  one.fingerprint() + BUILD,
                  "HOME",
                  "/root",
                  "SOURCE_DATE_EPOCH",
                  TIME),
              lines));
    } catch (CommandFailed e) {
      throw failed(e);
    }
  }

  private ReleaseException failed(CommandFailed e) {
    String script = SCRIPT + " of " + title(one);
    if (e.status() < 0) {
      return new ReleaseException(Code.FAILED, script + ": " + e.getMessage(), e);
    }
    String last = e.lastLines().isEmpty() ? "" : ":\n  " + String.join("\n  ", e.lastLines());
    return new ReleaseException(Code.FAILED, script + " ended with status " + e.status() + last, e);
  }

  /** Where the files are that the script installed; it may have put links in the way. */
  private Path installed() throws ReleaseException {
    Path here = changes;
    for (Path name : changes.relativize(inCopy(place(one)))) {
      here = here.resolve(name);
      if (!Files.isDirectory(here, LinkOption.NOFOLLOW_LINKS)) {
        throw new ReleaseException(
            Code.FAILED,
            SCRIPT
                + " of "
                + title(one)
                + " has taken its own folder /"
                + changes.relativize(here)
                + " away; it is to put files into $BOSH_INSTALL_TARGET");
      }
    }
    return here;
  }

  private static String place(PackageBuild each) {
    return INSTALLED + each.name() + "/" + each.fingerprint() + BUILD;
  }

  private Path inCopy(String absolute) {
    return changes.resolve(absolute.substring(1));
  }

  static String title(PackageBuild each) {
    return "package " + each.name();
  }
}
