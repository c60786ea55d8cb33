package dev.slipway.disk.vdi;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.EntryTable;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A VDI without a parent, for reading. */
public final class VdiDisk implements Disk {
  private static final byte[] ZEROS = new byte[64 << 10];

  private final FileSource file;
  private final Header header;
  private final EntryTable map;

  private VdiDisk(FileSource file) throws IOException {
    this.file = file;
    this.header = Header.read(file);
    this.map = BlockMap.read(file, header);
  }

  /**
   * Opens one.
   *
   * @param file closed with the disk, and when it is refused
   */
  public static VdiDisk open(FileSource file) throws IOException {
    try {
      return new VdiDisk(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long size() {
    return header.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size());
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      long block = at / header.blockSize();
      int within = (int) (at % header.blockSize());
      int count = Math.min(end - target.position(), header.blockSize() - within);
      target.limit(target.position() + count);
      long entry = map.get(block);
      if (BlockMap.has(entry)) {
        file.read(place(block, entry) + within, target);
      } else {
        zero(target);
      }
      at += count;
    }
  }

  private static void zero(ByteBuffer target) {
    while (target.hasRemaining()) {
      target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
    }
  }

  private long place(long block, long entry) throws IOException {
    long place = header.place(entry);
    if (place > file.size() - header.length(block)) {
      throw Fault.at(
          file.name(),
          map.place(block),
          "block map",
          "the entry leads to 0x%x, and the file ends at 0x%x".formatted(place, file.size()));
    }
    return place;
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(file.name() + " is open for reading only");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size());
    long blockSize = header.blockSize();
    long block = from / blockSize;
    long end = (to + blockSize - 1) / blockSize;
    while (block < end && !BlockMap.has(map.get(block))) {
      block++;
    }
    long first = block;
    while (block < end && BlockMap.has(map.get(block))) {
      block++;
    }
    long start = Math.max(from, first * blockSize);
    long stop = Math.min(to, block * blockSize);
    return first < end && start < stop ? new Extent(start, stop - start) : null;
  }

  @Override
  public void flush() {
    // Nothing is written.
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
