package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A disk that looks larger than it is, with zeros behind its end. What is written stays in memory,
 * and is little: a partition table at its new place. The disk below is not changed.
 */
public final class GrownDisk implements Disk {
  private static final int SECTOR = 512;

  /** Room for a partition table and its copy, several times over. */
  private static final int MOST_SECTORS = 1024;

  private final Disk disk;
  private final long size;

  /** Sectors that were written, by their number. Threads only read when it is read. */
  private final TreeMap<Long, byte[]> written = new TreeMap<>();

  /**
   * Over a disk, which is closed with it.
   *
   * @param size bytes, not fewer than the disk has
   */
  public GrownDisk(Disk disk, long size) throws DiskException {
    if (size < disk.size()) {
      throw new DiskException(
          "the disk has %d bytes and cannot be made smaller, to %d, on the way"
              .formatted(disk.size(), size));
    }
    this.disk = disk;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size);
    int start = target.position();
    int end = target.limit();
    int below = Math.clamp(disk.size() - position, 0, end - start);
    if (below > 0) {
      disk.read(position, target.limit(start + below));
      target.limit(end);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
    for (Map.Entry<Long, byte[]> each : sectors(position, position + end - start).entrySet()) {
      byte[] bytes = each.getValue();
      long at = each.getKey() * SECTOR - position;
      int from = (int) Math.max(0, -at);
      int to = (int) Math.min(SECTOR, end - start - at);
      target.put((int) (start + at + from), bytes, from, to - from);
    }
  }

  private Map<Long, byte[]> sectors(long from, long to) {
    return written.subMap(from / SECTOR, (to + SECTOR - 1) / SECTOR);
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    Objects.checkFromIndexSize(position, source.remaining(), size);
    long at = position;
    while (source.hasRemaining()) {
      byte[] sector = sector(at / SECTOR);
      int from = (int) (at % SECTOR);
      int count = Math.min(SECTOR - from, source.remaining());
      source.get(sector, from, count);
      at += count;
    }
  }

  private byte[] sector(long number) throws IOException {
    byte[] known = written.get(number);
    if (known != null) {
      return known;
    }
    if (written.size() == MOST_SECTORS) {
      throw new DiskException("more was written to a disk that only grows than fits in memory");
    }
    byte[] fresh = new byte[SECTOR];
    long at = number * SECTOR;
    read(at, ByteBuffer.wrap(fresh, 0, (int) Math.min(SECTOR, size - at)));
    written.put(number, fresh);
    return fresh;
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size);
    long end = Math.min(to, disk.size());
    Extent below = from < end ? disk.nextExtent(from, end) : null;
    Map.Entry<Long, byte[]> above = written.ceilingEntry(from / SECTOR);
    if (above == null || above.getKey() * SECTOR >= to) {
      return below;
    }
    long start = Math.max(from, above.getKey() * SECTOR);
    if (below != null && below.offset() <= start) {
      return below;
    }
    return new Extent(start, Math.min(to, (above.getKey() + 1) * SECTOR) - start);
  }

  @Override
  public void flush() {
    // Nothing of it is to stay.
  }

  @Override
  public void close() throws IOException {
    disk.close();
  }
}
