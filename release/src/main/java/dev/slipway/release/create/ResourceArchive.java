package dev.slipway.release.create;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzWriter;
import dev.slipway.release.source.Fingerprint;
import dev.slipway.release.source.SourceFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Writes a resource's archive. */
final class ResourceArchive {
  private static final int BUFFER = 256 * 1024;

  private ResourceArchive() {}

  /**
   * Writes it.
   *
   * @param compressed whether it is gzipped
   * @param releaseFolder for the script that changes the files before
   * @param lines takes what that script says
   */
  static void write(
      Resource resource, Path file, boolean compressed, Path releaseFolder, Consumer<String> lines)
      throws IOException, InterruptedException {
    if (resource.script().isEmpty()) {
      write(resource.files(), file, compressed);
      return;
    }
    Path staging = Files.createTempDirectory("slipway-pre-packaging-");
    try {
      stage(resource.files(), staging);
      run(resource, resource.script().get(), staging, releaseFolder, lines);
      write(staged(staging), file, compressed);
    } finally {
      remove(staging);
    }
  }

  /** By name, folders before what is in them. */
  private static void write(List<SourceFile> files, Path file, boolean compressed)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        TgzWriter tgz = new TgzWriter(out, compressed)) {
      Set<String> folders = new TreeSet<>();
      tgz.folder("./");
      for (SourceFile each : Fingerprint.sorted(files)) {
        folders(each.name(), folders, tgz);
        if (each.isLink()) {
          tgz.link("./" + each.name(), Files.readSymbolicLink(each.path()).toString());
        } else {
          tgz.file("./" + each.name(), each.path(), each.isExecutable());
        }
      }
    }
  }

  private static void folders(String name, Set<String> written, TgzWriter tgz) throws IOException {
    for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
      String folder = name.substring(0, slash);
      if (written.add(folder)) {
        tgz.folder("./" + folder);
      }
    }
  }

  private static void stage(List<SourceFile> files, Path staging) throws IOException {
    for (SourceFile each : files) {
      Path copy = staging.resolve(each.name());
      Files.createDirectories(copy.getParent());
      Files.copy(each.path(), copy, LinkOption.NOFOLLOW_LINKS, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }

  private static void run(
      Resource resource, SourceFile script, Path staging, Path release, Consumer<String> lines)
      throws IOException, InterruptedException {
    try {
      Command.of("bash", "-x", script.path().toString())
          .in(staging)
          .env("BUILD_DIR", staging.toString())
          .env("RELEASE_DIR", release.toString())
          .onLine(lines)
          .run();
    } catch (CommandFailed e) {
      throw new ReleaseException(
          Code.FAILED, "pre_packaging of " + resource.title() + " failed: " + e.getMessage(), e);
    }
    Files.deleteIfExists(staging.resolve(script.name()));
  }

  private static List<SourceFile> staged(Path staging) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    Files.walkFileTree(
        staging,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = staging.relativize(path).toString();
            files.add(new SourceFile(path, name, SourceFile.Part.PACKAGED));
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** Makes what temporary files are by default readable to others. */
  static void share(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
  }
}
