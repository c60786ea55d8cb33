package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.partition.PartitionListing.Entry;
import dev.slipway.disk.partition.PartitionListing.Scheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and checks one of a disk's two GPTs (UEFI specification 2.10, 5.3.2 and 5.3.3). */
final class GptReader {
  private static final int SECTOR = PartitionTable.SECTOR;
  private static final UUID UNUSED = new UUID(0, 0);
  private static final int MIN_ENTRY_SIZE = 128;

  /** A table larger than any tool makes is not read; the usual one has 16 KiB. */
  private static final long MAX_TABLE = 1 << 20;

  private final DiskSource disk;
  private final long diskSectors;
  private final long lba;
  private final ByteBuffer header;

  private GptReader(DiskSource disk, long lba) throws IOException {
    this.disk = disk;
    this.diskSectors = disk.size() / SECTOR;
    this.lba = lba;
    this.header = MbrReader.sector(disk, lba);
  }

  static PartitionListing read(DiskSource disk) throws IOException {
    try {
      return new GptReader(disk, 1).list();
    } catch (DiskException first) {
      try {
        return new GptReader(disk, disk.size() / SECTOR - 1).list();
      } catch (DiskException second) {
        throw new DiskException(
            "the GPT is damaged: %s; and so is its copy: %s"
                .formatted(first.getMessage(), second.getMessage()));
      }
    }
  }

  private PartitionListing list() throws IOException {
    checkHeader();
    long entriesAt = header.getLong(72);
    long count = header.getInt(80) & 0xFFFFFFFFL;
    long size = header.getInt(84) & 0xFFFFFFFFL;
    if (size < MIN_ENTRY_SIZE || size % 8 != 0 || size > MAX_TABLE) {
      throw wrong(84, "entries of %d bytes; 128 and its multiples are right".formatted(size));
    }
    if (count * size > MAX_TABLE) {
      throw wrong(80, "%d entries of %d bytes are more than a MiB".formatted(count, size));
    }
    int length = (int) (count * size);
    int sectors = (length + SECTOR - 1) / SECTOR;
    if (entriesAt < 2 || entriesAt > diskSectors - sectors) {
      throw wrong(72, "entries at sector %d of %d".formatted(entriesAt, diskSectors));
    }
    ByteBuffer entries = MbrReader.sectors(disk, entriesAt, sectors);
    if (Gpt.crc32(entries, length) != header.getInt(88)) {
      throw wrong(88, "the entries' checksum does not match");
    }
    List<Entry> found = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int at = (int) (i * size);
      if (!GuidBytes.get(entries, at).equals(UNUSED)) {
        found.add(entry(entries, at, i + 1, entriesAt * SECTOR + at));
      }
    }
    return new PartitionListing(Scheme.GPT, GuidBytes.get(header, 56).toString(), found);
  }

  private void checkHeader() throws DiskException {
    if (header.getLong(0) != Gpt.SIGNATURE) {
      throw wrong(0, "no 'EFI PART'");
    }
    int size = header.getInt(12);
    if (size < Gpt.HEADER_SIZE || size > SECTOR) {
      throw wrong(12, "a header of %d bytes; 92 to 512 is right".formatted(size & 0xFFFFFFFFL));
    }
    ByteBuffer copy = ByteBuffer.allocate(size).put(0, header, 0, size);
    copy.putInt(16, 0); // the checksum is made with its own field zero
    if (Gpt.crc32(copy, size) != header.getInt(16)) {
      throw wrong(16, "the header's checksum does not match");
    }
    if (header.getLong(24) != lba) {
      throw wrong(24, "a header for sector %d in sector %d".formatted(header.getLong(24), lba));
    }
  }

  private Entry entry(ByteBuffer entries, int at, int number, long position) throws DiskException {
    long start = entries.getLong(at + 32);
    long last = entries.getLong(at + 40);
    if (start < 1 || last < start || last >= diskSectors) {
      throw new DiskException(
          "byte %d: partition %d, sectors %d to %d, does not lie in the disk's %d sectors"
              .formatted(position + 32, number, start, last, diskSectors));
    }
    UUID type = GuidBytes.get(entries, at);
    return new Entry(
        number,
        type.toString(),
        PartitionType.ofGuid(type),
        start,
        last - start + 1,
        name(entries, at + 56),
        Optional.of(GuidBytes.get(entries, at + 16)),
        (entries.getLong(at + 48) & Gpt.LEGACY_BIOS_BOOTABLE) != 0);
  }

  private static String name(ByteBuffer entries, int at) {
    byte[] bytes = new byte[2 * Gpt.NAME_UNITS];
    entries.get(at, bytes);
    String name = new String(bytes, StandardCharsets.UTF_16LE);
    int end = name.indexOf('\0');
    return end < 0 ? name : name.substring(0, end);
  }

  private DiskException wrong(int field, String what) {
    return new DiskException(
        "byte %d (GPT header in sector %d): %s".formatted(lba * SECTOR + field, lba, what));
  }
}
