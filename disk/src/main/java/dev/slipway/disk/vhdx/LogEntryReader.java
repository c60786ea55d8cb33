package dev.slipway.disk.vhdx;

import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Finds whether a sector of the log begins an entry that is whole. What every sector of an entry
 * must begin with is looked at on the way, so that going through a log of entries that lie across
 * each other ends at the next one's start, and costs no more than reading the log twice.
 */
final class LogEntryReader {
  private final Log log;

  LogEntryReader(Log log) {
    this.log = log;
  }

  /** The entry, null where there is none or it is torn. */
  @Nullable LogEntry read(int at) throws IOException {
    ByteBuffer first = log.sector(at);
    if (first.getInt(0) != LogEntry.SIGNATURE || !GuidBytes.get(first, 32).equals(log.id())) {
      return null;
    }
    long length = Integer.toUnsignedLong(first.getInt(8));
    long tail = Integer.toUnsignedLong(first.getInt(12));
    long sequence = first.getLong(16);
    long descriptors = Integer.toUnsignedLong(first.getInt(24));
    boolean sane =
        length % Log.SECTOR == 0
            && length / Log.SECTOR <= log.sectors()
            && tail % Log.SECTOR == 0
            && tail / Log.SECTOR < log.sectors()
            && sequence != 0
            && LogEntry.descriptorSectors(descriptors) <= length / Log.SECTOR;
    if (!sane) {
      return null;
    }
    LogEntry entry =
        new LogEntry(
            at,
            (int) (length / Log.SECTOR),
            sequence,
            (int) (tail / Log.SECTOR),
            (int) descriptors,
            first.getLong(48),
            first.getLong(56));
    return whole(entry, first) ? entry : null;
  }

  private boolean whole(LogEntry entry, ByteBuffer first) throws IOException {
    CRC32C crc = new CRC32C();
    Checksum.start(crc, first);
    int descriptorSectors = (int) LogEntry.descriptorSectors(entry.descriptors());
    int data = 0;
    for (int i = 0; i < descriptorSectors; i++) {
      ByteBuffer sector = i == 0 ? first : log.sector((long) entry.at() + i);
      int inSector = dataDescriptors(entry, sector, i);
      if (inSector < 0) {
        return false;
      }
      data += inSector;
      if (i > 0) {
        crc.update(sector.slice(0, Log.SECTOR));
      }
    }
    if (descriptorSectors + data != entry.sectors()) {
      return false;
    }
    for (int i = descriptorSectors; i < entry.sectors(); i++) {
      ByteBuffer sector = log.sector((long) entry.at() + i);
      if (!isData(sector, entry.sequence())) {
        return false;
      }
      crc.update(sector);
    }
    return (int) crc.getValue() == first.getInt(Checksum.OFFSET);
  }

  /** How many descriptors of a sector are for data; -1 where one is not as it must be. */
  private static int dataDescriptors(LogEntry entry, ByteBuffer sector, int number) {
    int data = 0;
    int perSector = Log.SECTOR / LogEntry.DESCRIPTOR;
    int header = LogEntry.HEADER / LogEntry.DESCRIPTOR;
    for (int i = number == 0 ? header : 0; i < perSector; i++) {
      if ((long) number * perSector + i - header >= entry.descriptors()) {
        break;
      }
      int at = i * LogEntry.DESCRIPTOR;
      int signature = sector.getInt(at);
      boolean known = signature == LogEntry.DATA || signature == LogEntry.ZERO;
      if (!known || sector.getLong(at + 24) != entry.sequence()) {
        return -1;
      }
      data += signature == LogEntry.DATA ? 1 : 0;
    }
    return data;
  }

  /** A data sector has the sequence number's halves around its bytes (section 2.3.1.4). */
  private static boolean isData(ByteBuffer sector, long sequence) {
    return sector.getInt(0) == LogEntry.DATA_SECTOR
        && sector.getInt(4) == (int) (sequence >>> 32)
        && sector.getInt(Log.SECTOR - 4) == (int) sequence;
  }
}
