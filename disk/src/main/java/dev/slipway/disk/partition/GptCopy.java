package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * One of a disk's two GPTs as it is there, with both checksums verified (UEFI specification 2.10,
 * 5.3.2 and 5.3.3).
 *
 * @param lba the header's sector
 * @param header the header's whole sector
 * @param entries as many whole sectors as hold the entries
 */
record GptCopy(long lba, ByteBuffer header, ByteBuffer entries) {
  private static final int SECTOR = PartitionTable.SECTOR;
  private static final UUID UNUSED = new UUID(0, 0);
  private static final int MIN_ENTRY_SIZE = 128;

  /** A table larger than any tool makes is not read; the usual one has 16 KiB. */
  private static final long MAX_TABLE = 1 << 20;

  /**
   * Reads and verifies the one whose header is in a sector.
   *
   * @throws DiskException for what is damaged, with its byte
   */
  static GptCopy read(DiskSource disk, long lba) throws IOException {
    ByteBuffer header = header(disk, lba);
    long count = header.getInt(80) & 0xFFFFFFFFL;
    long size = header.getInt(84) & 0xFFFFFFFFL;
    if (size < MIN_ENTRY_SIZE || size % 8 != 0 || size > MAX_TABLE) {
      throw wrong(lba, 84, "entries of %d bytes; 128 and its multiples are right".formatted(size));
    }
    if (count * size > MAX_TABLE) {
      throw wrong(lba, 80, "%d entries of %d bytes are more than a MiB".formatted(count, size));
    }
    int length = (int) (count * size);
    int sectors = (length + SECTOR - 1) / SECTOR;
    long entriesAt = header.getLong(72);
    long diskSectors = disk.size() / SECTOR;
    if (entriesAt < 2 || entriesAt > diskSectors - sectors) {
      throw wrong(lba, 72, "entries at sector %d of %d".formatted(entriesAt, diskSectors));
    }
    ByteBuffer entries = MbrReader.sectors(disk, entriesAt, sectors);
    if (Gpt.crc32(entries, length) != header.getInt(88)) {
      throw wrong(lba, 88, "the entries' checksum does not match");
    }
    return new GptCopy(lba, header, entries);
  }

  /**
   * Reads a header's sector and verifies it, wherever its entries are.
   *
   * @throws DiskException for what is damaged, with its byte
   */
  static ByteBuffer header(DiskSource disk, long lba) throws IOException {
    ByteBuffer header = MbrReader.sector(disk, lba);
    checkHeader(header, lba);
    return header;
  }

  private static void checkHeader(ByteBuffer header, long lba) throws DiskException {
    if (header.getLong(0) != Gpt.SIGNATURE) {
      throw wrong(lba, 0, "no 'EFI PART'");
    }
    int size = header.getInt(12);
    if (size < Gpt.HEADER_SIZE || size > SECTOR) {
      throw wrong(
          lba, 12, "a header of %d bytes; 92 to 512 is right".formatted(size & 0xFFFFFFFFL));
    }
    if (checksum(header, size) != header.getInt(16)) {
      throw wrong(lba, 16, "the header's checksum does not match");
    }
    if (header.getLong(24) != lba) {
      throw wrong(
          lba, 24, "a header for sector %d in sector %d".formatted(header.getLong(24), lba));
    }
  }

  /** The checksum is made with its own field zero. */
  private static int checksum(ByteBuffer header, int size) {
    ByteBuffer copy = ByteBuffer.allocate(size).put(0, header, 0, size);
    copy.putInt(16, 0);
    return Gpt.crc32(copy, size);
  }

  private static DiskException wrong(long lba, int field, String what) {
    return new DiskException(
        "byte %d (GPT header in sector %d): %s".formatted(lba * SECTOR + field, lba, what));
  }

  /** Where the other header is said to be. */
  long otherLba() {
    return header.getLong(32);
  }

  long entriesAt() {
    return header.getLong(72);
  }

  int count() {
    return header.getInt(80);
  }

  int entrySize() {
    return header.getInt(84);
  }

  /** How many sectors the entries take. */
  int entrySectors() {
    return entries.limit() / SECTOR;
  }

  UUID guid() {
    return GuidBytes.get(header, 56);
  }

  /** Whether an entry, counted from 0, is a partition's. */
  boolean isUsed(int index) {
    return !GuidBytes.get(entries, index * entrySize()).equals(UNUSED);
  }

  /** The last sector of any partition; 0 where there is none. */
  long lastUsed() {
    long last = 0;
    for (int i = 0; i < count(); i++) {
      last = isUsed(i) ? Math.max(last, entries.getLong(i * entrySize() + 40)) : last;
    }
    return last;
  }

  /** The same disk in everything else: attributes, reserved bytes, and what comes after them. */
  boolean agreesWith(GptCopy other) {
    return guid().equals(other.guid())
        && count() == other.count()
        && entrySize() == other.entrySize()
        && header.getInt(88) == other.header.getInt(88);
  }

  /**
   * The header's sector for another place, its checksum made anew and all else kept.
   *
   * @param here its own sector
   * @param other the other header's
   * @param firstEntry the sector of its entries
   * @param lastUsable the last sector for partitions
   */
  ByteBuffer headerFor(long here, long other, long firstEntry, long lastUsable) {
    ByteBuffer moved = ByteBuffer.allocate(SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    moved.put(0, header, 0, SECTOR);
    moved.putLong(24, here).putLong(32, other).putLong(48, lastUsable).putLong(72, firstEntry);
    moved.putInt(16, checksum(moved, moved.getInt(12)));
    return moved;
  }
}
