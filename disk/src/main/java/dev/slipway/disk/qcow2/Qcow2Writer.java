package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.Disks;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * Writes qcow2 images. The same disk and options give the same bytes on every machine. The file
 * appears under its name when it is whole; until then it is beside it as {@code NAME.part}, which a
 * failure or an interrupt removes.
 */
public final class Qcow2Writer {
  private final Qcow2Options options;
  private final int threads;

  /** With all processors. */
  public Qcow2Writer(Qcow2Options options) {
    this(options, Runtime.getRuntime().availableProcessors());
  }

  /**
   * With so many threads beside the caller's.
   *
   * @param threads at least 1
   */
  public Qcow2Writer(Qcow2Options options, int threads) {
    this.options = options;
    this.threads = threads;
  }

  /** Writes an image of a disk. */
  public DiskFile write(Disk source, Path target) throws IOException {
    return write(source, target, done -> {});
  }

  /**
   * Writes an image of a disk, which has no backing file: those of the source are merged into it.
   * The image's size is the disk's, in whole sectors of 512 bytes. What had the target's name
   * before is replaced.
   *
   * @param progress told how many bytes of the disk are done, ascending up to its size, by the
   *     calling thread
   * @throws java.io.InterruptedIOException when the thread was interrupted; it still is afterwards
   */
  public DiskFile write(Disk source, Path target, LongConsumer progress) throws IOException {
    long size;
    try (PartFile part = PartFile.create(target)) {
      size = write(source, part.channel(), progress);
      part.finish();
    }
    progress.accept(source.size());
    return new DiskFile(target, size, Disks.sha256(target));
  }

  private long write(Disk source, FileChannel channel, LongConsumer progress) throws IOException {
    HostFile host = new HostFile(channel, options.clusterBits());
    ImageTables tables = new ImageTables(host, options, options.imageSize(source.size()));
    try (ChunkPipeline pipeline = new ChunkPipeline(source, options, threads)) {
      for (Chunk chunk = pipeline.next(); chunk != null; chunk = pipeline.next()) {
        chunk.store(host, tables);
        progress.accept(Math.min(chunk.end(), source.size()));
        pipeline.recycle(chunk);
      }
    }
    tables.finish(null, null);
    return channel.size();
  }
}
