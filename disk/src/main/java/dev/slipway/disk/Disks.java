package dev.slipway.disk;

import dev.slipway.disk.archive.ArchiveDisk;
import dev.slipway.disk.archive.DiskOpener;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.qcow2.Qcow2Disk;
import dev.slipway.disk.raw.RawDisk;
import dev.slipway.disk.resize.Resizing;
import dev.slipway.disk.vdi.VdiDisk;
import dev.slipway.disk.vhd.VhdDisk;
import dev.slipway.disk.vhdx.VhdxDisk;
import dev.slipway.disk.vmdk.VmdkDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

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
    if (format == DiskFormat.RAW) {
      return RawDisk.open(file, how.writable());
    }
    if (format == DiskFormat.QCOW2 && how.writable()) {
      return Qcow2Disk.openForWriting(file, how.backingFolders());
    }
    if (how.writable()) {
      throw new DiskException(
          "%s: a disk in %s is only read here; write to a raw or qcow2 disk, and convert it"
              .formatted(file, format.label()));
    }
    return switch (format) {
      case QCOW2 -> Qcow2Disk.open(file, how.backingFolders());
      case VMDK -> VmdkDisk.open(file, how.backingFolders());
      case OVA, BOX, COMPRESSED -> ArchiveDisk.open(file, Disks::open);
      default -> {
        FileSource bytes = FileSource.open(file);
        try {
          yield open(bytes, format);
        } catch (IOException | RuntimeException e) {
          bytes.close();
          throw e;
        }
      }
    };
  }

  /** Opens a disk that is in one file, and maybe in another with it, by what is in the file. */
  public static Disk open(FileSource file) throws IOException {
    return open(file, DiskFormat.probe(file));
  }

  private static Disk open(FileSource file, DiskFormat format) throws IOException {
    return switch (format) {
      case RAW -> DiskOpener.raw(file);
      case QCOW2 -> Qcow2Disk.open(file);
      case VHD -> VhdDisk.open(file);
      case VHDX -> VhdxDisk.open(file);
      case VMDK -> VmdkDisk.open(file);
      case VDI -> VdiDisk.open(file);
      case OVA, BOX, COMPRESSED ->
          throw new DiskException(file.name() + " is an archive in one; unpack it first");
    };
  }

  /**
   * Changes the size of a disk in its file, raw or qcow2; what would lose data is refused.
   *
   * @param size bytes
   * @see dev.slipway.disk.resize.Resizing for moving a GPT's copy along
   */
  public static void resize(Path file, long size) throws IOException {
    Resizing.to(size).run(file);
  }

  /**
   * Looks for what is wrong in a disk's file.
   *
   * @throws DiskException where nothing can be read of it
   */
  public static CheckReport check(Path file) throws IOException {
    try (FileSource bytes = FileSource.open(file)) {
      return new Checking(0).check(bytes);
    }
  }

  /** Says what a disk's file is, without opening the files behind it. */
  public static DiskInfo info(Path file) throws IOException {
    return InfoReader.read(file);
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
