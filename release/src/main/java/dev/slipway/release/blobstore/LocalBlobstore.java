package dev.slipway.release.blobstore;

import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.LongConsumer;

/** A folder: on this machine, or one that is mounted. */
final class LocalBlobstore implements Blobstore {
  private static final int BUFFER = 256 * 1024;

  private final Path folder;

  LocalBlobstore(Path folder) {
    this.folder = folder;
  }

  @Override
  public void put(String id, Path file) throws IOException {
    Path target = path(id);
    Path parent = target.getParent();
    Files.createDirectories(parent == null ? folder : parent);
    Path begun = Files.createTempFile(folder, ".new-", "");
    try {
      Files.copy(file, begun, StandardCopyOption.REPLACE_EXISTING);
      Files.setPosixFilePermissions(begun, PosixFilePermissions.fromString("rw-r--r--"));
      try (FileChannel channel = FileChannel.open(begun, StandardOpenOption.WRITE)) {
        // What is written down as uploaded is there after a power cut too.
        channel.force(true);
      }
      Files.move(begun, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(begun);
    }
  }

  @Override
  public void get(String id, Path file, long most, LongConsumer came) throws IOException {
    Path source = path(id);
    if (!Files.isRegularFile(source)) {
      throw new ReleaseException(Code.UNKNOWN, "there is no object " + id + " in " + folder);
    }
    try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
        Appending out = Appending.to(file, most, came)) {
      if (out.size() > in.size()) {
        out.restart();
      }
      in.position(out.size());
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
      while (in.read(buffer) >= 0) {
        out.write(buffer.flip());
        buffer.clear();
      }
    }
  }

  @Override
  public boolean exists(String id) throws IOException {
    return Files.isRegularFile(path(id));
  }

  @Override
  public void delete(String id) throws IOException {
    Files.deleteIfExists(path(id));
  }

  private Path path(String id) throws ReleaseException {
    return folder.resolve(ObjectId.checked(id));
  }

  @Override
  public void close() {}
}
