package dev.slipway.disk.convert;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Extents;
import dev.slipway.disk.Zeros;
import dev.slipway.disk.parallel.SideBySide;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Which of a disk's chunks have a byte that is not zero. */
public final class ChunkMap {
  private static final int READ = 1 << 20;

  private final int chunkSize;
  private final int chunks;
  private final BitSet data;
  private final long fingerprint;

  private ChunkMap(int chunkSize, int chunks, BitSet data, long fingerprint) {
    this.chunkSize = chunkSize;
    this.chunks = chunks;
    this.data = data;
    this.fingerprint = fingerprint;
  }

  /** Goes through a disk's data in several threads. */
  static ChunkMap of(Disk disk, int chunkSize) throws IOException {
    Scan scan = new Scan(disk, chunkSize);
    SideBySide.run(scan::run);
    return new ChunkMap(chunkSize, chunks(disk.size(), chunkSize), scan.data, scan.fingerprint);
  }

  private static int chunks(long size, int chunkSize) {
    return Math.toIntExact((size + chunkSize - 1) / chunkSize);
  }

  /** How many chunks the disk has, those of zeros too. */
  public int chunks() {
    return chunks;
  }

  /** Whether a chunk, counted from 0, has data. */
  public boolean has(int chunk) {
    return data.get(chunk);
  }

  /** Whether a stretch of the disk has data. Both ends lie between chunks, or beyond the disk. */
  public boolean has(long from, long to) {
    int first = (int) Math.min(chunks, from / chunkSize);
    int end = (int) Math.min(chunks, (to + chunkSize - 1) / chunkSize);
    // Not the next one with data, which may be far away.
    return !data.get(first, Math.max(first, end)).isEmpty();
  }

  /** The first chunk from one on that has data; -1 where none has. */
  public int next(int from) {
    return data.nextSetBit(from);
  }

  /** The first chunk from one on that has none; the number of chunks where all have. */
  public int nextEmpty(int from) {
    return Math.min(chunks, data.nextClearBit(from));
  }

  /** How many chunks have data. */
  public int count() {
    return data.cardinality();
  }

  /** A number that differs where the disk's bytes differ, as far as 64 bits can. */
  public long fingerprint() {
    return fingerprint;
  }

  /** Finds data; several threads share the stretches. */
  private static final class Scan {
    private final Disk disk;
    private final int chunkSize;
    private final Extents extents;
    private final BitSet data = new BitSet();
    private @Nullable Extent current;
    private long position;
    private long fingerprint;

    Scan(Disk disk, int chunkSize) throws IOException {
      this.disk = disk;
      this.chunkSize = chunkSize;
      this.extents = disk.extents();
      this.current = extents.next();
    }

    void run() throws IOException {
      ByteBuffer buffer = ByteBuffer.allocateDirect(Math.max(READ, chunkSize));
      for (Extent part = take(); part != null; part = take()) {
        disk.read(part.offset(), buffer.clear().limit((int) part.length()));
        long from = part.offset();
        for (int at = 0; at < part.length(); at += chunkSize) {
          int length = (int) Math.min(chunkSize, part.length() - at);
          if (!Zeros.are(buffer, at, length)) {
            found((int) ((from + at) / chunkSize), crc(buffer, at, length));
          }
        }
      }
    }

    private static long crc(ByteBuffer buffer, int at, int length) {
      CRC32C crc = new CRC32C();
      crc.update(buffer.slice(at, length));
      return crc.getValue();
    }

    private synchronized void found(int chunk, long crc) {
      data.set(chunk);
      // A sum does not ask in which order threads come; the mixing makes places count.
      fingerprint += mixed(mixed(chunk + 1) ^ crc);
    }

    /** The finisher of MurmurHash3. */
    private static long mixed(long value) {
      long x = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
      x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
      return x ^ (x >>> 33);
    }

    private synchronized @Nullable Extent take() throws IOException {
      while (current != null && current.end() <= position) {
        current = extents.next();
      }
      if (current == null) {
        return null;
      }
      int most = Math.max(READ, chunkSize);
      long from = Math.max(position, current.offset() / chunkSize * chunkSize);
      long end = Math.min(current.end(), (from / most + 1) * most);
      position = Math.min(disk.size(), (end + chunkSize - 1) / chunkSize * chunkSize);
      return new Extent(from, position - from);
    }
  }
}
