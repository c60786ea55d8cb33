package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFile;
import dev.slipway.disk.convert.Conversion;
import dev.slipway.disk.convert.Destination;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
   * With so many threads that read and compress.
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
   * What had the target's name before is replaced.
   *
   * @param progress told how many bytes of the disk are done, ascending up to its size, by the
   *     calling thread
   * @throws java.io.InterruptedIOException when the thread was interrupted; it still is afterwards
   */
  public DiskFile write(Disk source, Path target, LongConsumer progress) throws IOException {
    Conversion conversion =
        new Conversion(options.clusterSize(), threads, List.of("SHA-256"), false);
    Destination destination = new Destination(target, new Qcow2Encoding(options));
    return conversion.run(source, List.of(destination), progress).files().getFirst();
  }
}
