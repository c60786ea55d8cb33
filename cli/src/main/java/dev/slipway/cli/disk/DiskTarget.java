package dev.slipway.cli.disk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.qcow2.Qcow2Writer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** How a disk is to be written. */
sealed interface DiskTarget {
  /** In which format. */
  DiskFormat format();

  /**
   * Writes a disk.
   *
   * @param progress told how many bytes of the disk are done
   */
  void write(Disk disk, Path file, LongConsumer progress) throws IOException;

  /** Byte for byte, zeros left out. */
  record Raw() implements DiskTarget {
    @Override
    public DiskFormat format() {
      return DiskFormat.RAW;
    }

    @Override
    public void write(Disk disk, Path file, LongConsumer progress) throws IOException {
      try (NewFile target = NewFile.create(file)) {
        Disks.copy(
            disk,
            (position, data) -> {
              long end = position + data.remaining();
              target.write(position, data);
              progress.accept(end);
            });
        target.finish(disk.size());
        progress.accept(disk.size());
      }
    }
  }

  /** As a qcow2 image. */
  record Qcow2(Qcow2Options options) implements DiskTarget {
    @Override
    public DiskFormat format() {
      return DiskFormat.QCOW2;
    }

    @Override
    public void write(Disk disk, Path file, LongConsumer progress) throws IOException {
      new Qcow2Writer(options).write(disk, file, progress);
    }
  }
}
