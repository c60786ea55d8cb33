package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.archive.SourceChannel;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * A qcow2 image with the images behind it, for reading, and itself for writing. One thread writes
 * at a time, and meanwhile none reads. A program that is killed while it writes leaves an image
 * that is sound, but for room that may be lost; what {@link #flush} has seen is there after a power
 * cut, too.
 */
public final class Qcow2Disk implements Disk {
  private final Path file;
  private final FileChannel channel;
  private final @Nullable Disk backing;
  private final boolean writable;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile Qcow2Parts parts;

  private Qcow2Disk(Path file, FileChannel channel, Qcow2Parts parts, boolean writable) {
    this.file = file;
    this.channel = channel;
    this.backing = parts.backing();
    this.parts = parts;
    this.writable = writable;
  }

  /**
   * Opens an image and those behind it.
   *
   * @param backingFolders where backing files may lie, besides the image's own folder
   * @throws DiskException where one is damaged, or needs what is not read here: encryption, an
   *     external data file, subclusters
   */
  public static Qcow2Disk open(Path file, List<Path> backingFolders) throws IOException {
    return open(file, BackingChain.from(file, backingFolders));
  }

  /**
   * Opens an image for writing, which no other program may have open meanwhile, and those behind it
   * for reading. What is written needs room at the file's end, or none; none within it is used
   * again. Do not open the image a second time in this program before this one is closed: the
   * system would let other programs write then.
   *
   * @param backingFolders where backing files may lie, besides the image's own folder
   * @throws DiskException also where it is in use, has snapshots or bitmaps, or is to be repaired
   *     first
   */
  public static Qcow2Disk openForWriting(Path file, List<Path> backingFolders) throws IOException {
    BackingChain chain = BackingChain.from(file, backingFolders);
    return open(
        file,
        chain,
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE),
        true);
  }

  /**
   * Opens an image within a file, which can have none behind it. Closing it leaves the file open.
   */
  public static Qcow2Disk open(FileSource file) throws IOException {
    // Only errors say it. A name in an archive may have what no path can have.
    Path name = Path.of(file.name().replaceAll("[^ -~]", "?"));
    FileChannel channel = new SourceChannel(file);
    Header header = HeaderReader.read(name, channel);
    if (header.backingFile() != null) {
      throw Fault.at(name, 8, "backing_file_offset", "an image in an archive can have none");
    }
    return new Qcow2Disk(name, channel, Qcow2Parts.of(name, channel, header, null, false), false);
  }

  static Qcow2Disk open(Path file, BackingChain chain) throws IOException {
    return open(file, chain, FileChannel.open(file, StandardOpenOption.READ), false);
  }

  /** Takes a channel, which is closed where the image can't be opened. */
  static Qcow2Disk open(Path file, BackingChain chain, FileChannel channel, boolean writable)
      throws IOException {
    Disk backing = null;
    try {
      if (writable) {
        Writability.lock(file, channel);
      }
      Header header = HeaderReader.read(file, channel);
      if (writable) {
        Writability.require(file, header);
      }
      backing = chain.open(file, header);
      Qcow2Parts parts = Qcow2Parts.of(file, channel, header, backing, writable);
      return new Qcow2Disk(file, channel, parts, writable);
    } catch (IOException | RuntimeException e) {
      close(channel, backing);
      throw e;
    }
  }

  @Override
  public long size() {
    return parts.header().size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    lock.readLock().lock();
    try {
      Objects.checkFromIndexSize(position, target.remaining(), size());
      eachCluster(position, target, parts.reader()::read);
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    lock.writeLock().lock();
    try {
      Objects.checkFromIndexSize(position, source.remaining(), size());
      eachCluster(position, source, writer()::write);
    } finally {
      lock.writeLock().unlock();
    }
  }

  private ClusterWriter writer() throws DiskException {
    ClusterWriter writer = parts.writer();
    if (writer == null) {
      throw new DiskException(file + " is open for reading only");
    }
    return writer;
  }

  /** What is done with the bytes of one cluster. */
  private interface Action {
    void on(long at, ByteBuffer part) throws IOException;
  }

  private void eachCluster(long position, ByteBuffer bytes, Action action) throws IOException {
    int clusterSize = parts.header().clusterSize();
    int end = bytes.limit();
    long at = position;
    try {
      while (bytes.position() < end) {
        int within = (int) (at & (clusterSize - 1));
        int count = Math.min(end - bytes.position(), clusterSize - within);
        bytes.limit(bytes.position() + count);
        action.on(at, bytes);
        bytes.limit(end);
        at += count;
      }
    } finally {
      bytes.limit(end);
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    lock.readLock().lock();
    try {
      Objects.checkFromToIndex(from, to, size());
      return parts.extents().next(from, to);
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Changes the disk's size. What is new reads as zero, whatever a backing file has there; what is
   * cut is lost. A program that is killed meanwhile leaves the disk with the old size or the new
   * one.
   *
   * @param size bytes, whole sectors of 512
   * @throws DiskException where it is open for reading only, or no image of its kind can be so
   *     large
   */
  public void resize(long size) throws IOException {
    lock.writeLock().lock();
    try {
      writer();
      new Qcow2Resize(file, channel, backing).resize(parts, size);
      parts = Qcow2Parts.of(file, channel, HeaderReader.read(file, channel), backing, writable);
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void flush() throws IOException {
    if (writable) {
      channel.force(false);
    }
  }

  @Override
  public void close() throws IOException {
    close(channel, backing);
  }

  private static void close(FileChannel channel, @Nullable Disk backing) throws IOException {
    try (channel) {
      if (backing != null) {
        backing.close();
      }
    }
  }
}
