package dev.slipway.release.create;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.archive.TgzReader;
import dev.slipway.release.archive.TgzWriter;
import dev.slipway.release.cache.ArchiveCache;
import dev.slipway.release.digest.Digests;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.ReleaseManifest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A release as one file: the same bytes for the same parts. */
public final class Tarball implements AutoCloseable {
  private static final int BUFFER = 256 * 1024;
  private static final int LARGEST_LICENSE = 16 << 20;

  private static final Pattern LOOSE = Pattern.compile("(LICENSE|NOTICE)[^/]*");

  private final Path begun;
  private final Path file;

  private Tarball(Path begun, Path file) {
    this.begun = begun;
    this.file = file;
  }

  /** Where the archives of a release's parts are. */
  public interface Archives {
    /** An archive that is there. */
    Path of(Digests digests) throws IOException;
  }

  /** Writes one; it is there whole or not at all. */
  public static void write(ReleaseManifest manifest, Archives archives, Path file)
      throws IOException {
    try (Tarball tarball = begin(manifest, archives, file)) {
      tarball.keep();
    }
  }

  /** Writes one of archives that are all in the cache; it gets its name when it is kept. */
  static Tarball begin(ReleaseManifest manifest, ArchiveCache cache, Path file) throws IOException {
    return begin(manifest, digests -> archive(cache, digests), file);
  }

  private static Tarball begin(ReleaseManifest manifest, Archives archives, Path file)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new ReleaseException(
          Code.UNKNOWN, "there is no folder " + folder + " to write the release into");
    }
    Path begun = Files.createTempFile(folder, "." + file.getFileName() + "-", "");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(begun), BUFFER);
        TgzWriter tgz = new TgzWriter(out, manifest.compressed())) {
      write(manifest, archives, tgz);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(begun);
      throw e;
    }
    ResourceArchive.share(begun);
    return new Tarball(begun, file);
  }

  /** Gives it its name, in place of what has it. */
  void keep() throws IOException {
    Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Removes it, where it was not kept. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(begun);
  }

  private static void write(ReleaseManifest manifest, Archives archives, TgzWriter tgz)
      throws IOException {
    tgz.file("release.MF", manifest.text());
    Set<String> folders = new HashSet<>();
    for (Part each : Part.of(manifest)) {
      Path archive = archives.of(each.digests());
      int slash = each.entry().indexOf('/');
      if (slash > 0 && folders.add(each.entry().substring(0, slash))) {
        tgz.folder(each.entry().substring(0, slash));
      }
      tgz.file(each.entry(), archive, false);
      if (each.kind() == Part.Kind.LICENSE) {
        loose(archive, tgz);
      }
    }
  }

  /** The licence and the notices beside their archive, for people. */
  private static void loose(Path license, TgzWriter tgz) throws IOException {
    TgzReader.read(
        license,
        "the licence",
        new TgzReader.Limits(LARGEST_LICENSE, 100),
        (entry, content) -> {
          // Others could stand for files that a release has under these names.
          if (entry.kind() == TgzReader.Kind.FILE && LOOSE.matcher(entry.name()).matches()) {
            tgz.file(entry.name(), content.readAllBytes());
          }
          return true;
        });
  }

  private static Path archive(ArchiveCache cache, Digests digests) throws ReleaseException {
    Path path = cache.path(digests);
    if (!Files.isRegularFile(path)) {
      throw new ReleaseException(Code.UNKNOWN, "the archive " + digests + " is not in the cache");
    }
    return path;
  }
}
