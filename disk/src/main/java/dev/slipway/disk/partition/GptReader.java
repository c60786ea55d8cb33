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

/** Lists a GPT's partitions: the first table's, or where that is damaged its copy's. */
final class GptReader {
  private static final int SECTOR = PartitionTable.SECTOR;

  private final DiskSource disk;
  private final long diskSectors;

  private GptReader(DiskSource disk) {
    this.disk = disk;
    this.diskSectors = disk.size() / SECTOR;
  }

  static PartitionListing read(DiskSource disk) throws IOException {
    return new GptReader(disk).read();
  }

  /** Refuses a table whose numbers lie beyond the disk. */
  static void requireWithin(DiskSource disk, GptCopy table) throws DiskException {
    GptReader reader = new GptReader(disk);
    reader.list(table, List.of());
    long firstUsable = table.header().getLong(40);
    if (firstUsable < 0 || firstUsable >= reader.diskSectors) {
      throw new DiskException(
          "byte %d (GPT header): the first usable sector is %d, of %d"
              .formatted(table.lba() * SECTOR + 40, firstUsable, reader.diskSectors));
    }
  }

  private PartitionListing read() throws IOException {
    GptCopy first;
    PartitionListing listing;
    try {
      first = GptCopy.read(disk, 1);
      listing = list(first, List.of());
    } catch (DiskException damage) {
      return readCopy(damage);
    }
    return new PartitionListing(Scheme.GPT, listing.id(), listing.partitions(), notesOnCopy(first));
  }

  private PartitionListing readCopy(DiskException damage) throws IOException {
    try {
      GptCopy copy = findCopy();
      String note =
          "the GPT at the disk's start is damaged (%s); these are the partitions of its copy in sector %d: repair it, with 'sgdisk -e' for one"
              .formatted(damage.getMessage(), copy.lba());
      return list(copy, List.of(note));
    } catch (DiskException second) {
      throw new DiskException(
          "the GPT is damaged: %s; and so is its copy: %s"
              .formatted(damage.getMessage(), second.getMessage()));
    }
  }

  /** It is in the last sector, or, on a disk that has grown, where the damaged header says. */
  private GptCopy findCopy() throws IOException {
    try {
      return GptCopy.read(disk, diskSectors - 1);
    } catch (DiskException notAtEnd) {
      long elsewhere = MbrReader.sector(disk, 1).getLong(32);
      if (elsewhere < 2 || elsewhere >= diskSectors - 1) {
        throw notAtEnd;
      }
      try {
        return GptCopy.read(disk, elsewhere);
      } catch (DiskException notThereEither) {
        throw notAtEnd;
      }
    }
  }

  private List<String> notesOnCopy(GptCopy first) throws IOException {
    long lba = first.otherLba();
    try {
      GptCopy copy = GptCopy.read(disk, lba);
      if (!first.agreesWith(copy)) {
        return List.of(
            "the GPT's copy in sector %d has other partitions than the GPT itself".formatted(lba));
      }
    } catch (DiskException damage) {
      return List.of("the GPT's copy is damaged: " + damage.getMessage());
    }
    if (lba != diskSectors - 1) {
      return List.of(
          "the GPT's copy is in sector %d, but the disk ends with sector %d: it has grown since"
              .formatted(lba, diskSectors - 1));
    }
    return List.of();
  }

  private PartitionListing list(GptCopy table, List<String> notes) throws DiskException {
    List<Entry> found = new ArrayList<>();
    for (int i = 0; i < table.count(); i++) {
      if (table.isUsed(i)) {
        int at = i * table.entrySize();
        found.add(entry(table.entries(), at, i + 1, table.entriesAt() * SECTOR + at));
      }
    }
    return new PartitionListing(Scheme.GPT, table.guid().toString(), found, notes);
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
}
