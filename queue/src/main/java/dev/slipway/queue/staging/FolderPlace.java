package dev.slipway.queue.staging;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;

/** A folder of this machine, or one that is mounted here. */
final class FolderPlace implements Place {
  private final Path folder;

  /**
   * A folder, which is made where it is not there.
   *
   * @param within a folder that is configured; no symbolic link leads out of it
   */
  FolderPlace(Path folder, Path within) throws IOException {
    Path root = within.toRealPath();
    Path below = within.normalize().relativize(folder.normalize());
    this.folder = confined(root.resolve(below), root);
  }

  /** Makes a folder, one name after the other, so that none is made beyond a link. */
  private static Path confined(Path folder, Path root) throws IOException {
    Path current = root;
    for (Path name : root.relativize(folder)) {
      if (name.toString().isEmpty()) {
        continue;
      }
      Path next = current.resolve(name);
      if (!Files.isDirectory(next)) {
        Files.createDirectory(next);
      }
      current = next.toRealPath();
      if (!current.startsWith(root)) {
        throw new IOException(next + " leads out of " + root);
      }
    }
    return current;
  }

  @Override
  public void write(String path, Item item) throws IOException {
    Path file = folder.resolve(path);
    int slash = path.lastIndexOf('/');
    Path parent = slash < 0 ? folder : confined(folder.resolve(path.substring(0, slash)), folder);
    Path part = Files.createTempFile(parent, ".slipway-", ".part");
    try {
      try (InputStream in = item.content().open();
          FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE);
          OutputStream out = Channels.newOutputStream(channel)) {
        in.transferTo(out);
        channel.force(true);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-r--r--"));
      // Unlike a move, a link never takes the place of a file that came meanwhile.
      Files.createLink(file, part);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  @Override
  public OptionalLong size(String path) throws IOException {
    Path file = folder.resolve(path);
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? OptionalLong.of(Files.size(file))
        : OptionalLong.empty();
  }

  @Override
  public Optional<String> sha256(String path) throws IOException {
    return Optional.of(Digests.of(Files.newInputStream(folder.resolve(path))));
  }

  @Override
  public void remove(String path) throws IOException {
    Files.delete(folder.resolve(path));
  }

  @Override
  public void close() {}
}
