package dev.slipway.disk.convert;

import dev.slipway.disk.Disk;
import dev.slipway.disk.Extent;
import dev.slipway.disk.Zeros;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Some chunks behind each other, read and compressed by any thread, then given to all encoders. */
final class Slab implements AutoCloseable {
  /** Larger ones don't go faster, and need more memory for each thread. */
  static final int BYTES = 1 << 20;

  private final int chunkSize;
  private final List<Packing> packings;
  private final List<Packer> packers;
  private final ByteBuffer data;
  private final List<byte[]> packedBytes = new ArrayList<>();
  private final List<Chunk> chunks = new ArrayList<>();
  private final AtomicInteger users = new AtomicInteger();
  private long end;

  Slab(int chunkSize, List<Packing> packings, boolean nativeDeflate) {
    this.chunkSize = chunkSize;
    this.packings = packings;
    this.packers = packings.stream().map(p -> Packer.of(p, nativeDeflate)).toList();
    this.data = ByteBuffer.allocate(size(chunkSize));
    int most = size(chunkSize) / chunkSize * Packer.most(chunkSize);
    packings.forEach(_ -> packedBytes.add(new byte[most]));
  }

  static int size(int chunkSize) {
    return Math.max(BYTES, chunkSize);
  }

  /** Reads chunks, leaves out those of zeros, and compresses the others. */
  void fill(Disk disk, Extent part) throws IOException {
    chunks.clear();
    end = part.end();
    disk.read(part.offset(), data.clear().limit((int) part.length()));
    int[] used = new int[packings.size()];
    for (int at = 0; at < part.length(); at += chunkSize) {
      int length = (int) Math.min(chunkSize, part.length() - at);
      if (!Zeros.are(data, at, length)) {
        chunks.add(chunk(part.offset() + at, at, length, used));
      }
    }
  }

  private Chunk chunk(long position, int at, int length, int[] used) {
    Packed[] packed = new Packed[used.length];
    for (int i = 0; i < used.length; i++) {
      byte[] into = packedBytes.get(i);
      int count = packers.get(i).pack(data.array(), at, length, into, used[i]);
      packed[i] = new Packed(into, used[i], count);
      used[i] += count;
    }
    return new Chunk(data.array(), at, position, length, packings, packed);
  }

  /** The byte of the disk after its last one. */
  long end() {
    return end;
  }

  List<Chunk> chunks() {
    return chunks;
  }

  /** Says how many will use it. */
  void share(int count) {
    users.set(count);
  }

  /** Says that one has used it; gives whether it was the last one. */
  boolean release() {
    return users.decrementAndGet() == 0;
  }

  @Override
  public void close() {
    packers.forEach(Packer::close);
  }
}
