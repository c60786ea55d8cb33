package dev.slipway.disk.vmdk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A sparse extent: grains, plain or compressed, where tables say. */
final class SparseDisk implements Disk {
  private static final int MOST_JOINED = 4096;

  private final FileSource file;
  private final SparseHeader header;
  private final GrainTables tables;
  private final GrainCache cache;

  private SparseDisk(FileSource file, SparseHeader header, GrainTables tables) {
    this.file = file;
    this.header = header;
    this.tables = tables;
    this.cache = new GrainCache(file, header);
  }

  /** Opens one; closing it closes the file. */
  static SparseDisk open(FileSource file) throws IOException {
    SparseHeader first = SparseHeader.read(file);
    Descriptor.refuseParent(file, first);
    SparseHeader header = Footer.or(file, first);
    return new SparseDisk(file, header, GrainTables.of(file, header));
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
      int within = (int) (at % header.grainBytes());
      int count = Math.min(end - target.position(), header.grainBytes() - within);
      target.limit(target.position() + count);
      read(at / header.grainBytes(), within, target);
      target.limit(end);
      at += count;
    }
  }

  private void read(long number, int within, ByteBuffer target) throws IOException {
    long sector = tables.grain(number);
    if (sector <= GrainTables.ZEROED) {
      while (target.remaining() >= Long.BYTES) {
        target.putLong(0);
      }
      while (target.hasRemaining()) {
        target.put((byte) 0);
      }
    } else if (header.compressed()) {
      target.put(cache.read(number, sector), within, target.remaining());
    } else {
      file.read(sector * SparseHeader.SECTOR + within, target);
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size());
    int grain = header.grainBytes();
    long end = Math.ceilDiv(to, (long) grain);
    long first = from == to ? end : tables.next(from / grain, end);
    if (first == end) {
      return null;
    }
    long last = first + 1;
    while (last < end && last - first < MOST_JOINED && tables.grain(last) > GrainTables.ZEROED) {
      last++;
    }
    long start = Math.max(from, first * grain);
    return new Extent(start, Math.min(to, last * grain) - start);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(file.name() + ": a VMDK is only read here");
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
