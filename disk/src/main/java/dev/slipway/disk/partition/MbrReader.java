package dev.slipway.disk.partition;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.partition.PartitionListing.Entry;
import dev.slipway.disk.partition.PartitionListing.Scheme;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads an MBR and the chain of logical partitions behind it. */
final class MbrReader {
  private static final int SECTOR = PartitionTable.SECTOR;
  private static final int PRIMARIES = 4;
  private static final int FIRST_LOGICAL = 5;

  /** More than any tool makes; keeps a chain that never ends from being followed. */
  private static final int MAX_LOGICAL = 256;

  private static final Set<Integer> EXTENDED = Set.of(0x05, 0x0F, 0x85);

  private final DiskSource disk;
  private final List<Entry> found = new ArrayList<>();

  private MbrReader(DiskSource disk) {
    this.disk = disk;
  }

  /** One of the sixteen-byte entries. */
  private record Slot(boolean active, int code, long start, long sectors) {
    static Slot read(ByteBuffer sector, int index) {
      int at = MbrSector.ENTRIES + index * MbrSector.ENTRY_SIZE;
      return new Slot(
          sector.get(at) == (byte) 0x80,
          sector.get(at + 4) & 0xFF,
          sector.getInt(at + 8) & 0xFFFFFFFFL,
          sector.getInt(at + 12) & 0xFFFFFFFFL);
    }

    boolean isEmpty() {
      return code == 0 || sectors == 0;
    }

    boolean isExtended() {
      return EXTENDED.contains(code);
    }
  }

  static PartitionListing read(DiskSource disk) throws IOException {
    ByteBuffer first = sector(disk, 0);
    if (!MbrSector.hasSignature(first)) {
      throw new DiskException("byte 510 of the disk is no 55 AA: it has no partition table");
    }
    return isProtective(first) ? GptReader.read(disk) : new MbrReader(disk).list(first);
  }

  /** Whether a disk's first sector says that there is a GPT. */
  static boolean isProtective(ByteBuffer first) {
    return MbrSector.hasSignature(first) && protectiveIndex(first) >= 0;
  }

  /** Whether it says nothing else: a hybrid MBR has other partitions besides. */
  static boolean onlyProtective(ByteBuffer first) {
    int used = 0;
    for (int i = 0; i < PRIMARIES; i++) {
      used += Slot.read(first, i).code() == 0 ? 0 : 1;
    }
    return used == 1 && isProtective(first);
  }

  /** Which entry it is, counted from 0; -1 where none is. */
  static int protectiveIndex(ByteBuffer first) {
    for (int i = 0; i < PRIMARIES; i++) {
      if (Slot.read(first, i).code() == MbrSector.PROTECTIVE) {
        return i;
      }
    }
    return -1;
  }

  private PartitionListing list(ByteBuffer first) throws IOException {
    for (int i = 0; i < PRIMARIES; i++) {
      Slot slot = Slot.read(first, i);
      if (slot.isEmpty()) {
        continue;
      }
      add(i + 1, slot, slot.start(), MbrSector.ENTRIES + i * MbrSector.ENTRY_SIZE);
    }
    for (int i = 0; i < PRIMARIES; i++) {
      Slot slot = Slot.read(first, i);
      if (!slot.isEmpty() && slot.isExtended()) {
        addLogical(slot.start());
        break; // Linux, too, numbers the logical partitions of one extended partition only
      }
    }
    int signature = first.getInt(MbrSector.DISK_SIGNATURE);
    return new PartitionListing(Scheme.MBR, "%08x".formatted(signature), found);
  }

  /** Follows the chain: each link holds a partition and the next link's place. */
  private void addLogical(long extendedStart) throws IOException {
    long link = extendedStart;
    for (int count = 0; count < MAX_LOGICAL; count++) {
      ByteBuffer sector = sector(disk, link);
      if (!MbrSector.hasSignature(sector)) {
        throw new DiskException(
            "byte %d: no 55 AA at the end of the logical partition table in sector %d"
                .formatted(link * SECTOR + 510, link));
      }
      Slot slot = Slot.read(sector, 0);
      if (!slot.isEmpty()) {
        int number = FIRST_LOGICAL + count;
        add(number, slot, link + slot.start(), link * SECTOR + MbrSector.ENTRIES);
      }
      Slot next = Slot.read(sector, 1);
      if (next.isEmpty() || !next.isExtended()) {
        return;
      }
      link = extendedStart + next.start();
    }
    throw new DiskException(
        "byte %d: more than %d logical partitions; their chain may go in a circle"
            .formatted(link * SECTOR, MAX_LOGICAL));
  }

  private void add(int number, Slot slot, long start, long entryAt) throws DiskException {
    long diskSectors = disk.size() / SECTOR;
    if (start == 0 || slot.sectors() > diskSectors - start) {
      throw new DiskException(
          "byte %d: partition %d, %d sectors from %d, does not lie in the disk's %d sectors"
              .formatted(entryAt + 8, number, slot.sectors(), start, diskSectors));
    }
    found.add(
        new Entry(
            number,
            "%02x".formatted(slot.code()),
            PartitionType.ofCode(slot.code()),
            start,
            slot.sectors(),
            "",
            Optional.empty(),
            slot.active()));
  }

  static ByteBuffer sector(DiskSource disk, long lba) throws IOException {
    return sectors(disk, lba, 1);
  }

  static ByteBuffer sectors(DiskSource disk, long lba, int count) throws IOException {
    if (lba < 0 || lba > disk.size() / SECTOR - count) {
      throw new DiskException(
          "sectors %d to %d lie beyond the disk's end at sector %d"
              .formatted(lba, lba + count - 1, disk.size() / SECTOR));
    }
    ByteBuffer sectors = ByteBuffer.allocate(count * SECTOR).order(ByteOrder.LITTLE_ENDIAN);
    disk.read(lba * SECTOR, sectors);
    return sectors.flip();
  }
}
