package dev.slipway.disk;

import dev.slipway.disk.qcow2.Qcow2Disk;
import dev.slipway.disk.qcow2.Qcow2Info;
import dev.slipway.disk.raw.RawDisk;
import dev.slipway.disk.vmdk.VmdkDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** Opens disks, compares, copies and digests them. */
public final class Disks {
  private static final int BLOCK = 1 << 20;

  private Disks() {}

  /** Opens a disk for reading. */
  public static Disk open(Path file) throws IOException {
    return open(file, Opening.READ);
  }

  /** Opens a disk. */
  public static Disk open(Path file, Opening how) throws IOException {
    DiskFormat format = how.format().isPresent() ? how.format().get() : DiskFormat.probe(file);
    return switch (format) {
      case RAW -> RawDisk.open(file, how.writable());
      case QCOW2 -> {
        if (how.writable()) {
          throw new DiskException(
              file + ": a qcow2 image is only read here; write to a raw disk, and convert it");
        }
        yield Qcow2Disk.open(file, how.backingFolders());
      }
      case VMDK -> {
        if (how.writable()) {
          throw new DiskException(
              file + ": a VMDK is only read here; write to a raw disk, and convert it");
        }
        yield VmdkDisk.open(file, how.backingFolders());
      }
    };
  }

  /** Says what a disk's file is, without opening the files behind it. */
  public static DiskInfo info(Path file) throws IOException {
    DiskFormat format = DiskFormat.probe(file);
    try (RawDisk bytes = RawDisk.open(file)) {
      long used = 0;
      for (Extent extent : bytes.extents()) {
        used += extent.length();
      }
      Qcow2Info qcow2 = format == DiskFormat.QCOW2 ? Qcow2Info.read(file) : null;
      long size =
          switch (format) {
            case VMDK -> VmdkDisk.size(file);
            default -> qcow2 == null ? bytes.size() : qcow2.size();
          };
      return new DiskInfo(format, size, bytes.size(), used, Optional.ofNullable(qcow2));
    }
  }

  /** Compares what two machines would see; holes in both cost nothing. */
  public static Comparison compare(Disk one, Disk other) throws IOException {
    return new Comparer(one, other).compare();
  }

  /** Writes a disk's data to a sink from its start, blocks of zeros left out. */
  public static void copy(Disk disk, DiskSink sink) throws IOException {
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    Extents extents = disk.extents();
    for (Extent extent = extents.next(); extent != null; extent = extents.next()) {
      long at = extent.offset();
      while (at < extent.end()) {
        long next = Math.min(extent.end(), (at & -BLOCK) + BLOCK);
        disk.read(at, block.clear().limit((int) (next - at)));
        copyBlock(at, block.flip(), sink);
        at = next;
      }
    }
  }

  private static void copyBlock(long at, ByteBuffer block, DiskSink sink) throws IOException {
    int unit = 4096;
    int end = block.limit();
    int from = 0;
    while (from < end) {
      int to = from;
      while (to < end && !Zeros.are(block, to, Math.min(unit, end - to))) {
        to = Math.min(end, to + unit);
      }
      if (to > from) {
        sink.write(at + from, block.limit(to).position(from));
        block.limit(end);
      }
      from = Math.min(end, to + unit);
    }
  }

  /** A file's SHA-256, in lower-case hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer block = ByteBuffer.allocate(BLOCK);
      while (channel.read(block) >= 0) {
        digest.update(block.flip());
        block.clear();
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
