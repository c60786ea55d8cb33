package dev.slipway.disk.vhdx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;

/** What a log puts over a file's bytes, by place; the newest wins. */
final class Patches {
  private final Log log;
  private final TreeMap<Long, Patch> byStart = new TreeMap<>();

  /** A stretch of the file. Both ends are multiples of 4 KiB. */
  private sealed interface Patch {
    long end();
  }

  private record Zeros(long end) implements Patch {}

  /**
   * A sector, the first 8 and last 4 bytes of which are in its descriptor.
   *
   * @param place of the sector in the log, in bytes from the file's start
   */
  private record Data(long end, long place, long leading, int trailing) implements Patch {}

  Patches(Log log) {
    this.log = log;
  }

  int count() {
    return byStart.size();
  }

  void zeros(long offset, long length) {
    clear(offset, offset + length);
    byStart.put(offset, new Zeros(offset + length));
  }

  void data(long offset, long place, long leading, int trailing) {
    clear(offset, offset + Log.SECTOR);
    byStart.put(offset, new Data(offset + Log.SECTOR, place, leading, trailing));
  }

  /** Takes out what is in a stretch. Only zeros have ends that lie within others. */
  private void clear(long from, long to) {
    Map.Entry<Long, Patch> before = byStart.lowerEntry(from);
    if (before != null && before.getValue().end() > from) {
      byStart.put(before.getKey(), new Zeros(from));
      if (before.getValue().end() > to) {
        byStart.put(to, new Zeros(before.getValue().end()));
      }
    }
    Map.Entry<Long, Patch> last = byStart.lowerEntry(to);
    if (last != null && last.getKey() >= from && last.getValue().end() > to) {
      byStart.put(to, new Zeros(last.getValue().end()));
    }
    byStart.subMap(from, to).clear();
  }

  /**
   * Puts them over bytes that were read.
   *
   * @param position of the bytes in the file
   * @param at of the bytes in the buffer
   */
  void apply(long position, ByteBuffer target, int at, int count) throws IOException {
    Long start = byStart.floorKey(position);
    for (Map.Entry<Long, Patch> each :
        byStart.subMap(start == null ? position : start, position + count).entrySet()) {
      long from = Math.max(position, each.getKey());
      long to = Math.min(position + count, each.getValue().end());
      if (from < to) {
        ByteBuffer part = target.slice(at + (int) (from - position), (int) (to - from));
        fill(each.getValue(), (int) (from - each.getKey()), part);
      }
    }
  }

  private void fill(Patch patch, int skipped, ByteBuffer part) throws IOException {
    switch (patch) {
      case Zeros _ -> Zero.fill(part);
      case Data(_, long place, long leading, int trailing) -> {
        ByteBuffer sector = log.file().bytes(place, Log.SECTOR, ByteOrder.LITTLE_ENDIAN, "log");
        sector.putLong(0, leading).putInt(Log.SECTOR - 4, trailing);
        part.put(sector.slice(skipped, part.remaining()));
      }
    }
  }
}
