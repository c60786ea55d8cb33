package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file as it will be once its log is replayed; the file itself stays as it is. */
final class ReplayedFile implements FileSource {
  /** Each takes some memory. A log of 64 MiB has a quarter of it in sectors of data. */
  private static final int MOST_PATCHES = 1 << 16;

  private final FileSource file;
  private final Patches patches;
  private final Log log;
  private final long size;

  private ReplayedFile(FileSource file, Log log, List<LogEntry> entries) throws IOException {
    this.file = file;
    this.log = log;
    this.patches = new Patches(log);
    LogEntry head = entries.getLast();
    if (head.flushed() < 0 || head.flushed() > file.size()) {
      throw Fault.at(
          file.name(),
          log.place(head.at()) + 48,
          "FlushedFileOffset",
          "the file had 0x%x bytes and has 0x%x: it was cut short"
              .formatted(head.flushed(), file.size()));
    }
    this.size = Math.max(file.size(), head.last());
    for (LogEntry entry : entries) {
      replay(entry);
    }
  }

  /** Replays a file's log, where it has one. */
  static FileSource of(FileSource file, Header header) throws IOException {
    if (!header.dirty()) {
      return file;
    }
    Log log = Log.of(file, header);
    return new ReplayedFile(file, log, ActiveSequence.find(log));
  }

  private void replay(LogEntry entry) throws IOException {
    int perSector = Log.SECTOR / LogEntry.DESCRIPTOR;
    int header = LogEntry.HEADER / LogEntry.DESCRIPTOR;
    long data = entry.at() + LogEntry.descriptorSectors(entry.descriptors());
    ByteBuffer sector = log.sector(entry.at());
    for (int i = header; i < header + entry.descriptors(); i++) {
      if (i % perSector == 0) {
        sector = log.sector((long) entry.at() + i / perSector);
      }
      int at = i % perSector * LogEntry.DESCRIPTOR;
      long place = log.place((long) entry.at() + i / perSector) + at;
      long target = sector.getLong(at + 16);
      if (sector.getInt(at) == LogEntry.ZERO) {
        long length = sector.getLong(at + 8);
        check(place, target, length);
        if (length > 0) {
          patches.zeros(target, length);
        }
      } else {
        check(place, target, Log.SECTOR);
        patches.data(target, log.place(data++), sector.getLong(at + 8), sector.getInt(at + 4));
      }
      if (patches.count() > MOST_PATCHES) {
        throw Fault.at(
            file.name(), place, "log", "it has more than %d changes".formatted(MOST_PATCHES));
      }
    }
  }

  private void check(long place, long target, long length) throws IOException {
    boolean aligned = target % Log.SECTOR == 0 && length % Log.SECTOR == 0;
    if (!aligned || target < 0 || length < 0 || target > size - length) {
      throw Fault.at(
          file.name(),
          place + 16,
          "FileOffset",
          "0x%x bytes at 0x%x are no whole sectors of the file".formatted(length, target));
    }
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    if (position < 0 || position > size - target.remaining()) {
      throw Fault.at(
          name(), position, "data", "the file ends before this: it was cut short or is damaged");
    }
    int at = target.position();
    int count = target.remaining();
    // The file grows by zeros when its log is replayed.
    int there = Math.clamp(file.size() - position, 0, count);
    file.read(position, target.slice(at, there));
    target.position(at + there);
    Zero.fill(target);
    patches.apply(position, target, at, count);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
