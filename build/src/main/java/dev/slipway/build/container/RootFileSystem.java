package dev.slipway.build.container;

import dev.slipway.build.BuildException;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Extent;
import dev.slipway.disk.partition.PartitionListing;
import dev.slipway.disk.partition.PartitionType;
import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The file system of a disk that a system starts from: ext4, as images have it. */
final class RootFileSystem {
  private static final int SECTOR = 512;
  private static final int BUFFER = 1 << 20;

  private RootFileSystem() {}

  /**
   * Copies all files, folders and links of it, with owners and modes. Nothing is mounted.
   *
   * @param file a disk in any format
   * @param folder takes the tree; empty
   * @param scratch an empty folder
   */
  static void copy(Path file, Path folder, Path scratch) throws IOException, InterruptedException {
    try (Disk disk = Disks.open(file)) {
      PartitionListing.Entry root = root(disk, file);
      long start = root.start() * SECTOR;
      if (DiskFormat.probe(file) == DiskFormat.RAW) {
        dump(file.toAbsolutePath() + "?offset=" + start, folder, file);
      } else {
        Path raw = scratch.resolve("root.raw");
        copy(disk, start, start + root.sectors() * SECTOR, raw);
        dump(raw.toAbsolutePath().toString(), folder, file);
      }
    }
  }

  private static PartitionListing.Entry root(Disk disk, Path file) throws IOException {
    DiskSource bytes =
        new DiskSource() {
          @Override
          public long size() {
            return disk.size();
          }

          @Override
          public void read(long position, ByteBuffer into) throws IOException {
            disk.read(position, into);
          }
        };
    return PartitionListing.read(bytes).partitions().stream()
        .filter(p -> p.type().filter(t -> t == PartitionType.LINUX).isPresent())
        .findFirst()
        .orElseThrow(() ->
            new BuildException(
                BuildException.Code.DISK, file + " has no partition for Linux's files"));
  }

  private static void copy(Disk disk, long from, long to, Path raw) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (FileChannel out =
        FileChannel.open(raw, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      Extent extent = disk.nextExtent(from, to);
      while (extent != null) {
        long at = extent.offset();
        while (at < extent.end()) {
          int count = (int) Math.min(BUFFER, extent.end() - at);
          disk.read(at, buffer.clear().limit(count));
          buffer.flip();
          long place = at - from;
          while (buffer.hasRemaining()) {
            place += out.write(buffer, place);
          }
          at += count;
        }
        extent = at < to ? disk.nextExtent(at, to) : null;
      }
      if (out.size() < to - from) {
        out.write(ByteBuffer.allocate(1), to - from - 1);
      }
    }
  }

  /** debugfs ends well whatever happens: what it says, but for its name, is a fault. */
  private static void dump(String fileSystem, Path folder, Path file)
      throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    Command.of("debugfs", "-R", "rdump / .", fileSystem).in(folder).onLine(said::add).run();
    List<String> faults = said.stream().filter(l -> !l.matches("debugfs \\d.*")).toList();
    if (!faults.isEmpty()) {
      throw new BuildException(
          BuildException.Code.DISK,
          "the files of "
              + file
              + " cannot be copied out of it:\n  "
              + String.join("\n  ", faults.subList(0, Math.min(10, faults.size()))));
    }
  }
}
