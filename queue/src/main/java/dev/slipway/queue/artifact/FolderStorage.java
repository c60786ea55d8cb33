package dev.slipway.queue.artifact;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.cache.Trees;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.io.input.BoundedInputStream;

/** Files in a folder of this machine, or of one that several servers have mounted. */
public final class FolderStorage implements Storage {
  private static final int BUFFER = 1 << 18;

  private final Path root;
  private final Path incoming;

  /** A folder, which is made where it is not there. */
  public FolderStorage(Path root) throws IOException {
    this.root = root;
    this.incoming = Files.createDirectories(root.resolve("incoming"));
  }

  @Override
  public String put(String key, InputStream content, long size) throws IOException {
    Path file = file(key);
    Path part = Files.createTempFile(incoming, "part-", "");
    try {
      MessageDigest digest = Fingerprint.digest();
      try (SparseFile out = new SparseFile(part)) {
        long copied = copy(content, new DigestOutputStream(out, digest), size);
        if (copied != size) {
          throw new EOFException(key + " has not " + size + " bytes, but " + copied + " or more");
        }
        out.finish();
      }
      move(part, file);
      return HexFormat.of().formatHex(digest.digest());
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Copies until the end, and not far beyond the size that was promised. */
  private static long copy(InputStream content, OutputStream out, long size) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long copied = 0;
    for (int n = content.read(buffer); n >= 0 && copied <= size; n = content.read(buffer)) {
      out.write(buffer, 0, n);
      copied += n;
    }
    return copied;
  }

  /** On the same file system it is moved as it is; else copied, with its holes. */
  @Override
  public void take(String key, Path file, String sha256) throws IOException {
    Path to = file(key);
    Files.createDirectories(to.getParent());
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(false);
    }
    try {
      move(file, to);
    } catch (AtomicMoveNotSupportedException e) {
      Storage.super.take(key, file, sha256);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public InputStream read(String key, long offset, long length) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(file(key), StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new FileNotFoundException(key + " is not in the storage");
    }
    try {
      channel.position(offset);
      return BoundedInputStream.builder()
          .setInputStream(Channels.newInputStream(channel))
          .setMaxCount(length)
          .get();
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public void removeAll(String prefix) throws IOException {
    Trees.delete(folder(prefix));
  }

  @Override
  public List<Stored> list(String prefix) throws IOException {
    List<Stored> found = new ArrayList<>();
    Path folder = folder(prefix);
    if (Files.isDirectory(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(
                  new Stored(
                      root.relativize(file).toString(),
                      attributes.size(),
                      attributes.lastModifiedTime().toInstant()));
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException fault) {
              return FileVisitResult.CONTINUE; // It was removed meanwhile.
            }
          });
    }
    return found;
  }

  private Path folder(String prefix) {
    if (!prefix.endsWith("/")) {
      throw new IllegalArgumentException("not a folder's prefix: " + prefix);
    }
    return file(prefix.substring(0, prefix.length() - 1));
  }

  @Override
  public void remove(String key) throws IOException {
    Files.deleteIfExists(file(key));
  }

  @Override
  public long free() throws IOException {
    return Files.getFileStore(root).getUsableSpace();
  }

  private Path file(String key) {
    Path file = root.resolve(key).normalize();
    if (!file.startsWith(root) || file.equals(root)) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return file;
  }
}
