package dev.slipway.disk.file;

import dev.slipway.disk.DiskException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is written aside and gets its name when it is whole. Two writers of one name don't
 * meet: the file is locked while it is written. What a killed writer left is written over.
 */
public final class PartFile implements Closeable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private boolean open = true;

  private PartFile(Path target, Path part, FileChannel channel) {
    this.target = target;
    this.part = part;
    this.channel = channel;
  }

  /** Starts one beside the target, named as it with ".part" after it. */
  public static PartFile create(Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    FileChannel channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            // A link of that name would lead the bytes to where nobody wants them.
            LinkOption.NOFOLLOW_LINKS);
    try {
      lock(part, channel);
      channel.truncate(0);
      return new PartFile(target, part, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static void lock(Path part, FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      // Another thread has it, which is the same to the caller as another process.
    }
    throw new DiskException(part + " is being written already; wait for that to end");
  }

  /** Where to write. */
  public FileChannel channel() {
    return channel;
  }

  /**
   * Gives the file its name, once its bytes would outlast a power cut; what had the name before is
   * gone.
   */
  public void finish() throws IOException {
    channel.force(false);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    open = false;
    channel.close();
  }

  /** Removes the file where it was not finished. */
  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      try (channel) {
        Files.deleteIfExists(part);
      }
    }
  }
}
