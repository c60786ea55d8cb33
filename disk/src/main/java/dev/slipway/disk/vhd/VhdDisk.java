package dev.slipway.disk.vhd;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads a VHD. */
public final class VhdDisk implements Disk {
  private static final int UNUSED = -1;
  private static final int TABLE_PART = 1 << 16;

  private final FileSource file;
  private final long size;

  /** Of a dynamic disk; null in a fixed one. */
  private final @Nullable VhdHeader header;

  private final int[] table;

  private VhdDisk(FileSource file, long size, @Nullable VhdHeader header, int[] table) {
    this.file = file;
    this.size = size;
    this.header = header;
    this.table = table;
  }

  /** Whether a file is a VHD, by the footer at its end or, of dynamic ones, its copy. */
  public static boolean is(FileSource file) throws IOException {
    return file.size() >= VhdFooter.SIZE
        && (file.bytes(0, 8, ByteOrder.BIG_ENDIAN, "Cookie").getLong(0) == VhdFooter.COOKIE
            || VhdFooter.isAt(file, end(file)));
  }

  /** Where the footer at the end is: old ones are a byte short. */
  static long end(FileSource file) {
    return file.size() - VhdFooter.SIZE;
  }

  /** Where the footer that counts is: the one at the end, or its copy where that is damaged. */
  static long footer(FileSource file) throws IOException {
    return VhdFooter.isAt(file, end(file)) ? end(file) : 0;
  }

  /**
   * Opens one; the file is closed with it.
   *
   * @throws DiskException where it is damaged, or stands on another one
   */
  public static VhdDisk open(FileSource file) throws IOException {
    long at = footer(file);
    VhdFooter footer = VhdFooter.read(file, at);
    long size = footer.diskSize(file, at);
    return switch (footer.type()) {
      case VhdFooter.FIXED -> {
        if (size > file.size() - VhdFooter.SIZE) {
          throw Fault.at(
              file.name(),
              file.size(),
              "data",
              "the file ends before its disk of %d bytes does".formatted(size));
        }
        yield new VhdDisk(file, size, null, new int[0]);
      }
      case VhdFooter.DYNAMIC -> {
        VhdHeader header = VhdHeader.read(file, footer.dataOffset(), size);
        yield new VhdDisk(file, size, header, table(file, header, size));
      }
      case VhdFooter.DIFFERENCING ->
          throw new DiskException(
              file.name() + " has only what differs from another disk; merge it with its parent");
      default ->
          throw Fault.at(
              file.name(),
              at + 60,
              "Disk Type",
              "%d is not known; 2 (fixed) and 3 (dynamic) are".formatted(footer.type()));
    };
  }

  /** The table of those blocks that the disk has. */
  static int[] table(FileSource file, VhdHeader header, long size) throws IOException {
    int[] table = new int[(int) ((size + header.blockSize() - 1) / header.blockSize())];
    for (int from = 0; from < table.length; from += TABLE_PART) {
      int count = Math.min(TABLE_PART, table.length - from);
      long at = header.tableOffset() + 4L * from;
      file.bytes(at, 4 * count, ByteOrder.BIG_ENDIAN, "BAT").asIntBuffer().get(table, from, count);
    }
    return table;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size);
    if (header == null) {
      file.read(position, target);
      return;
    }
    long at = position;
    int end = target.limit();
    while (target.position() < end) {
      int block = (int) (at / header.blockSize());
      int within = (int) (at % header.blockSize());
      int count = Math.min(end - target.position(), header.blockSize() - within);
      target.limit(target.position() + count);
      read(header, block, within, target);
      target.limit(end);
      at += count;
    }
  }

  private void read(VhdHeader how, int block, int within, ByteBuffer target) throws IOException {
    if (table[block] == UNUSED) {
      zeros(target, target.remaining());
      return;
    }
    long at = (table[block] & 0xffff_ffffL) * 512;
    ByteBuffer bitmap = file.bytes(at, how.bitmapSize(), ByteOrder.BIG_ENDIAN, "sector bitmap");
    long data = at + how.bitmapSize() + within;
    if (data > file.size() - target.remaining()) {
      throw Fault.at(
          file.name(),
          how.tableOffset() + 4L * block,
          "BAT entry",
          "block %d, at %d, is not within the file".formatted(block, at));
    }
    int start = target.position();
    file.read(data, target);
    clearUnset(bitmap, within, target, start);
  }

  /** Sectors whose bit is not set are zero, whatever the file has for them. */
  private static void clearUnset(ByteBuffer bitmap, int within, ByteBuffer target, int start) {
    int end = target.position();
    for (int at = start; at < end; ) {
      int position = within + at - start;
      int sector = position / 512;
      int next = Math.min(end, at + 512 - position % 512);
      if ((bitmap.get(sector / 8) & 0x80 >>> sector % 8) == 0) {
        zeros(target.position(at), next - at);
      }
      at = next;
    }
    target.position(end);
  }

  private static void zeros(ByteBuffer target, int count) {
    for (int i = 0; i < count; i++) {
      target.put((byte) 0);
    }
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(file.name() + ": a VHD is only read here; convert it to write to it");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) {
    Objects.checkFromToIndex(from, to, size);
    if (header == null) {
      return from < to ? new Extent(from, to - from) : null;
    }
    long blockSize = header.blockSize();
    for (long at = from; at < to; at = (at / blockSize + 1) * blockSize) {
      if (table[(int) (at / blockSize)] != UNUSED) {
        return new Extent(at, Math.min(to, (at / blockSize + 1) * blockSize) - at);
      }
    }
    return null;
  }

  @Override
  public void flush() {
    // Nothing is ever written.
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
