package dev.slipway.disk.vmdk;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;

/**
 * A grain directory and the grain tables that it names.
 *
 * @param directory where the directory is, in bytes from the file's start
 */
record GrainTables(FileSource file, SparseHeader header, TablePages pages, long directory) {
  /** In a table: the grain is not there. */
  static final long NONE = 0;

  /** In a table: the grain is there, and reads as zeros. */
  static final long ZEROED = 1;

  /**
   * The tables of an extent: the redundant ones where only these can be read.
   *
   * @param header the one that says where the directory is: with a stream's footer, that
   */
  static GrainTables of(FileSource file, SparseHeader header) throws IOException {
    TablePages pages = new TablePages(file);
    if (header.redundant() == 0) {
      return at(file, header, pages, header.directory(), "gdOffset");
    }
    GrainTables first;
    try {
      first = at(file, header, pages, header.directory(), "gdOffset");
    } catch (DiskException e) {
      try {
        return at(file, header, pages, header.redundant(), "rgdOffset");
      } catch (DiskException second) {
        e.addSuppressed(second);
        throw e;
      }
    }
    return first.whole() ? first : first.orCopy();
  }

  /** The tables that a directory at a place names; refused where the file ends before its end. */
  static GrainTables at(
      FileSource file, SparseHeader header, TablePages pages, long sector, String field)
      throws IOException {
    // Multiplied, what a file of any size can have is no overflow.
    long most = file.size() / SparseHeader.SECTOR;
    boolean inside =
        header.tables() <= file.size() / Integer.BYTES
            && sector > 0
            && sector <= most
            && header.tables() * Integer.BYTES <= file.size() - sector * SparseHeader.SECTOR;
    if (!inside) {
      throw Fault.at(
          file.name(),
          sector > 0 && sector <= most ? sector * SparseHeader.SECTOR : 0,
          field,
          "a grain directory of %d tables at sector %s does not lie in the file"
              .formatted(header.tables(), Long.toUnsignedString(sector)));
    }
    return new GrainTables(file, header, pages, sector * SparseHeader.SECTOR);
  }

  private GrainTables orCopy() throws IOException {
    try {
      GrainTables copy = at(file, header, pages, header.redundant(), "rgdOffset");
      return copy.whole() ? copy : this;
    } catch (DiskException e) {
      // Some tables can't be read; the rest can, which is better than nothing.
      return this;
    }
  }

  /** Whether all tables lie in the file. */
  private boolean whole() throws IOException {
    long tables = header.tables();
    for (long i = 0; i < tables; i++) {
      long sector = table(i);
      if (sector != NONE && !fits(sector)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a table at a sector lies in the file. */
  boolean fits(long sector) {
    return sector * SparseHeader.SECTOR + (long) header.entries() * Integer.BYTES <= file.size();
  }

  /** Where the directory's entry for a table is. */
  long place(long table) {
    return directory + table * Integer.BYTES;
  }

  /** The sector of a table, or {@link #NONE}. */
  long table(long number) throws IOException {
    return pages.entry(place(number), "grain directory");
  }

  /** The sector of a grain, {@link #NONE} or {@link #ZEROED}. */
  long grain(long number) throws IOException {
    long table = table(number / header.entries());
    return table == NONE ? NONE : entry(table, (int) (number % header.entries()));
  }

  /** An entry of the table at a sector. */
  long entry(long table, int index) throws IOException {
    return pages.entry(entryPlace(table, index), "grain table");
  }

  static long entryPlace(long table, int index) {
    return table * SparseHeader.SECTOR + (long) index * Integer.BYTES;
  }

  /**
   * The next grain with data.
   *
   * @param end the number after the last
   * @return its number; {@code end} where there is none
   */
  long next(long from, long end) throws IOException {
    int entries = header.entries();
    long grain = from;
    while (grain < end) {
      long table = table(grain / entries);
      long after = Math.min(end, (grain / entries + 1) * entries);
      while (table != NONE && grain < after) {
        if (entry(table, (int) (grain % entries)) > ZEROED) {
          return grain;
        }
        grain++;
      }
      grain = after;
    }
    return end;
  }
}
