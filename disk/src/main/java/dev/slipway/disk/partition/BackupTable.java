package dev.slipway.disk.partition;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The copy of a GPT that ends a disk, and that must follow when the disk's size changes. The copy
 * moves, both headers and the protective MBR are told, and every other byte stays. The new copy is
 * complete before the first header leads to it: a disk whose writer is stopped in between has a
 * table still. Disks with an MBR, or with no table, have no such copy, and nothing is done to them.
 */
public final class BackupTable {
  private static final int SECTOR = PartitionTable.SECTOR;

  private final Disk disk;
  private final GptCopy table;

  private BackupTable(Disk disk, GptCopy table) {
    this.disk = disk;
    this.table = table;
  }

  /** The disk's bytes for those who only read them. */
  private record AsSource(Disk disk) implements DiskSource {
    @Override
    public long size() {
      return disk.size();
    }

    @Override
    public void read(long position, ByteBuffer into) throws IOException {
      disk.read(position, into);
    }
  }

  /**
   * Moves the copy to the end of a disk that has grown.
   *
   * @return whether anything had to be changed
   * @throws DiskException where the first table is damaged; it is to be repaired before
   */
  public static boolean growToEnd(Disk disk) throws IOException {
    return moveBefore(disk, disk.size());
  }

  /**
   * Moves the copy to where a disk is going to end.
   *
   * @param end the disk's next size in bytes, at most its size now
   * @return whether anything had to be changed
   * @throws DiskException where the first table is damaged, or a partition is in the way
   */
  public static boolean moveBefore(Disk disk, long end) throws IOException {
    if (end > disk.size()) {
      throw new IllegalArgumentException(
          "%d is beyond the disk's end at %d".formatted(end, disk.size()));
    }
    BackupTable found = find(disk);
    return found != null && found.move(end / SECTOR);
  }

  /**
   * Where a disk's copy is: its entries and its header. Empty for a disk without a GPT, and for one
   * whose copy is damaged.
   *
   * @throws DiskException where the first table is damaged
   */
  public static Optional<Extent> place(Disk disk) throws IOException {
    BackupTable found = find(disk);
    return Optional.ofNullable(found == null ? null : found.oldPlace());
  }

  /**
   * What a move that was stopped has left of a copy at the disk's end: its header, and the room of
   * its entries, which the new copy may have overwritten. The copy itself where it was not moved.
   *
   * @throws DiskException where the first table is damaged
   */
  public static Optional<Extent> remains(Disk disk) throws IOException {
    BackupTable found = find(disk);
    return Optional.ofNullable(found == null ? null : found.remains());
  }

  /**
   * How many bytes a disk with a GPT needs at least, for its partitions and the copy behind them. 0
   * for a disk without a GPT.
   *
   * @throws DiskException where the first table is damaged
   */
  public static long leastSize(Disk disk) throws IOException {
    BackupTable found = find(disk);
    return found == null ? 0 : found.leastSectors() * SECTOR;
  }

  private static @Nullable BackupTable find(Disk disk) throws IOException {
    DiskSource source = new AsSource(disk);
    if (disk.size() < SECTOR || !MbrReader.isProtective(MbrReader.sector(source, 0))) {
      return null;
    }
    try {
      GptCopy table = GptCopy.read(source, 1);
      GptReader.requireWithin(source, table);
      return new BackupTable(disk, table);
    } catch (DiskException e) {
      throw new DiskException(
          "the GPT is damaged, so that its copy cannot be moved; repair it before, with 'gdisk': "
              + e.getMessage());
    }
  }

  private long leastSectors() {
    long first = Math.max(table.lastUsed(), table.header().getLong(40) - 1) + 1;
    long behindFirst = table.entriesAt() + table.entrySectors();
    return Math.max(first, behindFirst) + table.entrySectors() + 1;
  }

  private boolean move(long sectors) throws IOException {
    if (sectors < leastSectors()) {
      throw new DiskException(
          "the GPT's copy cannot end at sector %d: the disk needs at least %d sectors (%d bytes) for its partitions and tables"
              .formatted(sectors, leastSectors(), leastSectors() * SECTOR));
    }
    ByteBuffer mbr = MbrReader.sector(new AsSource(disk), 0);
    boolean protects = MbrReader.onlyProtective(mbr);
    ByteBuffer wanted = ByteBuffer.allocate(SECTOR).order(mbr.order()).put(0, mbr, 0, SECTOR);
    if (protects) {
      MbrSector.putProtective(wanted, MbrReader.protectiveIndex(mbr), sectors);
    }
    long last = sectors - 1;
    Extent old = oldPlace();
    boolean inPlace = old != null && table.otherLba() == last;
    if (inPlace && wanted.equals(mbr)) {
      return false;
    }
    if (!inPlace) {
      moveCopy(last, old);
    }
    if (!wanted.equals(mbr)) {
      disk.write(0, wanted);
    }
    disk.flush();
    return true;
  }

  private void moveCopy(long last, @Nullable Extent old) throws IOException {
    long entriesAt = last - table.entrySectors();
    disk.write(entriesAt * SECTOR, table.entries().duplicate());
    disk.write(last * SECTOR, table.headerFor(last, 1, entriesAt, entriesAt - 1));
    disk.flush();
    disk.write(SECTOR, table.headerFor(1, last, table.entriesAt(), entriesAt - 1));
    disk.flush();
    if (old != null) {
      // What the new copy covers is its own now.
      clear(old.offset(), Math.min(old.end(), entriesAt * SECTOR));
      clear(Math.max(old.offset(), (last + 1) * SECTOR), old.end());
    }
  }

  private void clear(long from, long to) throws IOException {
    if (from < to) {
      disk.write(from, ByteBuffer.allocate((int) (to - from)));
    }
  }

  /** Where the copy is now, if it is whole, this table's, and its bytes are nobody else's. */
  private @Nullable Extent oldPlace() throws IOException {
    try {
      GptCopy copy = GptCopy.read(new AsSource(disk), table.otherLba());
      long end = copy.lba() + 1;
      boolean apart =
          isApart(copy.entriesAt()) && copy.entriesAt() + copy.entrySectors() == copy.lba();
      return copy.agreesWith(table) && apart
          ? new Extent(copy.entriesAt() * SECTOR, (end - copy.entriesAt()) * SECTOR)
          : null;
    } catch (DiskException damaged) {
      return null; // It is made anew from the first table; its old bytes stay, whatever they are.
    }
  }

  private boolean isApart(long entriesAt) {
    return entriesAt > table.lastUsed() && entriesAt >= table.entriesAt() + table.entrySectors();
  }

  private @Nullable Extent remains() throws IOException {
    long last = disk.size() / SECTOR - 1;
    long entriesAt = last - table.entrySectors();
    try {
      ByteBuffer header = GptCopy.header(new AsSource(disk), last);
      boolean ours =
          GuidBytes.get(header, 56).equals(table.guid())
              && header.getLong(32) == table.lba()
              && header.getLong(72) == entriesAt;
      return ours && isApart(entriesAt)
          ? new Extent(entriesAt * SECTOR, (last + 1 - entriesAt) * SECTOR)
          : null;
    } catch (DiskException none) {
      return null;
    }
  }
}
