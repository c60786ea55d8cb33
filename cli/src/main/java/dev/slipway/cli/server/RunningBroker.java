package dev.slipway.cli.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one process that works with a broker's data folder: it holds a lock on a file with its
 * process's number, which ends with it however it ends.
 */
record RunningBroker(FileChannel channel) implements AutoCloseable {
  private static final String FILE = "broker.pid";

  /**
   * Becomes that process.
   *
   * @throws IOException where there is another one
   */
  static RunningBroker claim(Path data) throws IOException {
    Files.createDirectories(
        data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    FileChannel channel =
        FileChannel.open(
            data.resolve(FILE),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    if (lock(channel) == null) {
      String other = pid(data).map(p -> "process " + p).orElse("another process");
      channel.close();
      throw new IOException(
          "a service broker, " + other + ", works with " + data + "; end it first");
    }
    channel.truncate(0);
    byte[] pid = String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
    channel.write(ByteBuffer.wrap(pid));
    return new RunningBroker(channel);
  }

  /** The number of the process that works with a folder; empty where none does. */
  static Optional<Long> pid(Path data) throws IOException {
    Path file = data.resolve(FILE);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      if (lock(channel) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(Files.readString(file).strip())
        .filter(t -> t.matches("[1-9][0-9]{0,9}"))
        .map(Long::valueOf);
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This process itself has it.
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
