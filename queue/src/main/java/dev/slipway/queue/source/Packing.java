package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes a folder as a tar that depends on nothing but names, contents and who may run what. */
final class Packing {
  private static final int FOLDER_MODE = 040755;
  private static final int LINK_MODE = 0120777;
  private static final int PROGRAM_MODE = 0100755;
  private static final int FILE_MODE = 0100644;

  private final Path folder;
  private final Limits limits;
  private long bytes;
  private int entries;

  Packing(Path folder, Limits limits) {
    this.folder = folder;
    this.limits = limits;
  }

  void write(OutputStream out) throws IOException {
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      tar.setAddPaxHeadersForNonAsciiNames(true);
      children(folder, "", tar);
    }
  }

  private void children(Path parent, String prefix, TarArchiveOutputStream tar) throws IOException {
    for (Path each : sorted(parent)) {
      String name = prefix + each.getFileName();
      PathName checked = PathName.of(name, limits);
      if (++entries > limits.entries()) {
        throw new QueueException(
            Code.TOO_LARGE,
            "%s has more than %,d files; is it a definition's folder?"
                .formatted(folder, limits.entries()));
      }
      if (Files.isSymbolicLink(each)) {
        link(each, checked, tar);
      } else if (Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
        put(tar, new TarArchiveEntry(name + "/"), FOLDER_MODE);
        tar.closeArchiveEntry();
        children(each, name + "/", tar);
      } else if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
        file(each, name, tar);
      } else {
        throw PathName.refuse(name, "is neither a file, a folder nor a symbolic link; remove it");
      }
    }
  }

  /** In the order of the names' bytes, which is the same everywhere. */
  private static List<Path> sorted(Path parent) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.list(parent)) {
      all = files.filter(f -> !LeftOut.isLeftOut(name(f))).toList();
    }
    Set<String> images =
        all.stream().flatMap(f -> LeftOut.image(name(f)).stream()).collect(Collectors.toSet());
    Function<Path, byte[]> key = f -> name(f).getBytes(StandardCharsets.UTF_8);
    return all.stream()
        .filter(f -> images.stream().noneMatch(name(f)::startsWith))
        .sorted((a, b) -> Arrays.compareUnsigned(key.apply(a), key.apply(b)))
        .toList();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void link(Path link, PathName name, TarArchiveOutputStream tar)
      throws IOException {
    String target = Files.readSymbolicLink(link).toString();
    name.checkLink(target);
    TarArchiveEntry entry = new TarArchiveEntry(name.toString(), TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(tar, entry, LINK_MODE);
    tar.closeArchiveEntry();
  }

  private void file(Path file, String name, TarArchiveOutputStream tar) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    bytes += entry.getSize();
    if (bytes > limits.bytes()) {
      throw new QueueException(
          Code.TOO_LARGE,
          "%s has more than %,d MiB; the limit was passed at %s"
              .formatted(folder, limits.bytes() >> 20, name));
    }
    put(tar, entry, isProgram(file) ? PROGRAM_MODE : FILE_MODE);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  /** By its owner's bit: for root, everything is executable that is so for anybody. */
  private static boolean isProgram(Path file) throws IOException {
    return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode)
      throws IOException {
    entry.setMode(mode);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    tar.putArchiveEntry(entry);
  }
}
