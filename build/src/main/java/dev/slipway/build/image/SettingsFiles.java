package dev.slipway.build.image;

import dev.slipway.definition.FileEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Writes the files that go into an image as a tar archive, the same bytes for the same files. */
final class SettingsFiles implements AutoCloseable {
  private final TarArchiveOutputStream tar;
  private final FileTime time;

  SettingsFiles(OutputStream out, Instant time) {
    this.tar = new TarArchiveOutputStream(out, "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
    this.time = FileTime.from(time);
  }

  /** Adds what a definition's entry stands for. */
  void add(FileEntry entry, Path folder) throws IOException {
    switch (entry.origin()) {
      case FileEntry.Text text ->
          file(
              entry.path(),
              text.content().getBytes(StandardCharsets.UTF_8),
              entry.mode().orElse(0644),
              entry.owner().toString());
      case FileEntry.SourceFile source ->
          source(entry, folder.resolve(source.path()), entry.path());
      case FileEntry.SourceFolder source -> {
        Path from = folder.resolve(source.path()).toRealPath();
        try (Stream<Path> walk = Files.walk(from)) {
          for (Path each : walk.sorted().toList()) {
            if (!each.equals(from)) {
              source(entry, each, entry.path() + "/" + from.relativize(each));
            }
          }
        }
      }
    }
  }

  private void source(FileEntry entry, Path source, String path) throws IOException {
    String owner = entry.owner().toString();
    if (Files.isSymbolicLink(source) && entry.origin() instanceof FileEntry.SourceFolder) {
      link(path, Files.readSymbolicLink(source).toString());
    } else if (Files.isDirectory(source)) {
      int files = entry.mode().orElse(0755);
      folder(path, files | (files & 0444) >> 2, owner); // Who may read may enter.
    } else {
      int mode = entry.mode().isPresent() ? entry.mode().get() : mode(source);
      file(path, Files.readAllBytes(source), mode, owner);
    }
  }

  /** The source's own permissions, less what lets others write. */
  private static int mode(Path source) throws IOException {
    Set<PosixFilePermission> set = Files.getPosixFilePermissions(source);
    // What a checkout gives a group differs from machine to machine; whether a file is a program
    // does not.
    boolean program = PosixFilePermissions.toString(set).charAt(2) == 'x';
    return program ? 0755 : 0644;
  }

  void file(String path, byte[] bytes, int mode, String owner) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(relative(path));
    entry.setSize(bytes.length);
    put(entry, mode, owner);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  void folder(String path, int mode, String owner) throws IOException {
    put(new TarArchiveEntry(relative(path) + "/"), mode, owner);
    tar.closeArchiveEntry();
  }

  void link(String path, String target) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(relative(path), TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    put(entry, 0777, "root:root");
    tar.closeArchiveEntry();
  }

  private void put(TarArchiveEntry entry, int mode, String owner) throws IOException {
    List<String> names = List.of(owner.split(":"));
    entry.setMode(mode);
    entry.setLastModifiedTime(time);
    String user = names.getFirst();
    String group = names.getLast();
    if (user.matches("[0-9]+")) {
      entry.setUserId(Long.parseLong(user));
    } else {
      entry.setUserName(user); // tar looks the name up inside the image.
    }
    if (group.matches("[0-9]+")) {
      entry.setGroupId(Long.parseLong(group));
    } else {
      entry.setGroupName(group);
    }
    tar.putArchiveEntry(entry);
  }

  private static String relative(String path) {
    return path.startsWith("/") ? path.substring(1) : path;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }
}
