package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Puts what an archive has into an empty folder. The archive comes from anybody: nothing is written
 * outside of the folder or through a link, nothing twice, and no more than the limits allow.
 */
final class Unpacking implements Entry.Taker {
  private final Path folder;
  private final Limits limits;
  private final long packed;
  private final Map<String, Seen> seen = new HashMap<>();
  private long bytes;
  private int entries;

  private record Seen(String name, Entry.Kind kind) {}

  /**
   * Unpacks into a folder.
   *
   * @param packed bytes of the archive, which the contents are compared with
   */
  Unpacking(Path folder, Limits limits, long packed) {
    this.folder = folder;
    this.limits = limits;
    this.packed = packed;
  }

  /** How many files, folders and links there were. */
  int entries() {
    return entries;
  }

  @Override
  public void take(Entry entry, InputStream content) throws IOException {
    PathName name = PathName.of(entry.name(), limits);
    if (name.words().isEmpty() || name.words().stream().anyMatch(LeftOut::isLeftOut)) {
      return;
    }
    count();
    note(name, entry.kind());
    Path path = folder.resolve(name.toString());
    switch (entry.kind()) {
      case FOLDER -> Files.createDirectories(path);
      case FILE -> {
        Files.createDirectories(path.getParent());
        write(content, path);
        if (entry.executable()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
      }
      case LINK -> {
        name.checkLink(entry.target());
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(entry.target()));
      }
      case OTHER ->
          throw PathName.refuse(
              entry.name(), "is neither a file, a folder nor a symbolic link; leave it out");
    }
  }

  private void count() throws QueueException {
    if (++entries > limits.entries()) {
      throw new QueueException(
          Code.TOO_LARGE, "a definition has at most %,d files".formatted(limits.entries()));
    }
  }

  /** Notes a path and the folders that it is in. */
  private void note(PathName name, Entry.Kind kind) throws QueueException {
    List<String> words = name.words();
    for (int i = 1; i < words.size(); i++) {
      note(String.join("/", words.subList(0, i)), Entry.Kind.FOLDER, name.toString());
    }
    note(name.toString(), kind, name.toString());
  }

  /** Two names that some file systems take for one are one here. */
  private void note(String path, Entry.Kind kind, String name) throws QueueException {
    String folded =
        Normalizer.normalize(path, Normalizer.Form.NFC)
            .toUpperCase(Locale.ROOT)
            .toLowerCase(Locale.ROOT);
    Seen before = seen.putIfAbsent(folded, new Seen(path, kind));
    if (before == null) {
      return;
    }
    if (!before.name().equals(path)) {
      throw PathName.refuse(
          name, "and `" + before.name() + "` differ in case only; rename one of them");
    }
    if (before.kind() == Entry.Kind.LINK && kind == Entry.Kind.FOLDER) {
      throw PathName.refuse(name, "lies behind the link `" + path + "`");
    }
    if (before.kind() != Entry.Kind.FOLDER || kind != Entry.Kind.FOLDER) {
      throw PathName.refuse(name, "is there twice");
    }
  }

  private void write(InputStream content, Path path) throws IOException {
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] buffer = new byte[64 * 1024];
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        bytes += n;
        if (bytes > limits.bytes()) {
          throw new QueueException(
              Code.TOO_LARGE,
              "a definition's files have at most %,d MiB".formatted(limits.bytes() >> 20));
        }
        if (bytes > Limits.RATIO_FROM && bytes / limits.ratio() > packed) {
          throw new QueueException(
              Code.TOO_LARGE,
              "the files have more than %d times the bytes of the archive; upload a tar"
                      .formatted(limits.ratio())
                  + " that is not compressed, where this is meant");
        }
        out.write(buffer, 0, n);
      }
    }
  }
}
