package dev.slipway.disk.vmdk;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is wrong in a sparse VMDK, and changes nothing. A stream must have a footer and an
 * end only where its header leaves the directory's place to them: those of qemu-img have neither,
 * and are read everywhere but in the strictest importers.
 */
public final class VmdkCheck {
  private static final int SECTOR = SparseHeader.SECTOR;
  private static final int FOOTER_TYPE = 3;

  private final FileSource file;
  private final SparseHeader header;
  private final Findings findings = new Findings();
  private final BitSet unusable = new BitSet();
  private long plain;
  private long compressed;

  private VmdkCheck(FileSource file, SparseHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Checks a sparse extent or a stream.
   *
   * @throws DiskException where the header is damaged, so that nothing can be checked
   */
  public static CheckReport check(FileSource file) throws IOException {
    if (Descriptor.starts(file)) {
      Descriptor.read(file);
      return new Findings().report(0, 0);
    }
    SparseHeader first = SparseHeader.read(file);
    SparseHeader header;
    try {
      header = Footer.or(file, first);
    } catch (DiskException e) {
      Findings findings = new Findings();
      findings.add(Finding.Kind.BAD_ENTRY, file.size(), "the stream's footer: " + e.getMessage());
      return findings.report(0, 0);
    }
    return new VmdkCheck(file, header).check(first.directory() == SparseHeader.AT_END);
  }

  private CheckReport check(boolean atEnd) throws IOException {
    if (atEnd) {
      end();
    }
    GrainTables copy =
        header.redundant() == 0 ? null : directory(header.redundant(), "redundant directory");
    GrainTables main = directory(header.directory(), "grain directory");
    if (main != null) {
      check(main, copy);
    }
    return findings.report(plain, compressed);
  }

  private void end() throws IOException {
    long at = file.size() - Footer.BACK - SECTOR;
    boolean marked =
        file.bytes(at, SECTOR, ByteOrder.LITTLE_ENDIAN, "footer marker").getInt(12) == FOOTER_TYPE;
    if (!marked) {
      findings.add(Finding.Kind.BAD_ENTRY, at, "no marker says that the footer follows");
    }
    byte[] last =
        file.bytes(file.size() - SECTOR, SECTOR, ByteOrder.LITTLE_ENDIAN, "end of stream").array();
    if (!BitSet.valueOf(last).isEmpty()) {
      findings.add(Finding.Kind.BAD_ENTRY, file.size() - SECTOR, "the stream's end is missing");
    }
  }

  private @Nullable GrainTables directory(long sector, String name) throws IOException {
    try {
      return GrainTables.at(file, header, new TablePages(file), sector, name);
    } catch (DiskException e) {
      findings.add(Finding.Kind.OUT_OF_FILE, 0, "the " + name + ": " + e.getMessage());
      return null;
    }
  }

  private void check(GrainTables main, @Nullable GrainTables copy) throws IOException {
    for (long first = 0; first * SECTOR < file.size(); first += SectorUse.WINDOW) {
      tables(main, copy, new SectorUse(first), first == 0);
    }
    if (copy != null) {
      compare(main, copy);
    }
    for (long first = 0; first * SECTOR < file.size(); first += SectorUse.WINDOW) {
      SectorUse use = new SectorUse(first);
      claim(main, copy, use);
      grains(main, use, first == 0);
    }
  }

  /** Finds tables that cannot be followed, so that no table is followed twice. */
  private void tables(GrainTables main, @Nullable GrainTables copy, SectorUse use, boolean first)
      throws IOException {
    use.use(0, 1);
    for (GrainTables each :
        copy == null ? new GrainTables[] {main} : new GrainTables[] {main, copy}) {
      for (long i = 0; i < header.tables(); i++) {
        long table = each.table(i);
        if (table == GrainTables.NONE) {
          continue;
        }
        if (!each.fits(table)) {
          unusable.set((int) i);
          if (first) {
            findings.add(
                Finding.Kind.OUT_OF_FILE, each.place(i), "table " + i + " lies beyond the file");
          }
        } else if (!use.use(table, tableSectors())) {
          unusable.set((int) i);
          findings.add(Finding.Kind.OVERLAP, each.place(i), "table " + i + " shares its place");
        }
      }
    }
  }

  private long tableSectors() {
    return Math.ceilDiv((long) header.entries() * Integer.BYTES, (long) SECTOR);
  }

  private void claim(GrainTables main, @Nullable GrainTables copy, SectorUse use)
      throws IOException {
    use.use(0, 1);
    use.use(header.descriptor(), Math.max(0, header.descriptorSize()));
    for (GrainTables each :
        copy == null ? new GrainTables[] {main} : new GrainTables[] {main, copy}) {
      use.use(
          each.directory() / SECTOR, Math.ceilDiv(header.tables() * Integer.BYTES, (long) SECTOR));
      for (long i = 0; i < header.tables(); i++) {
        if (each.table(i) != GrainTables.NONE) {
          use.use(each.table(i), tableSectors());
        }
      }
    }
  }

  private void compare(GrainTables main, GrainTables copy) throws IOException {
    for (long i = 0; i < header.tables(); i++) {
      long one = main.table(i);
      long other = copy.table(i);
      if ((one == GrainTables.NONE) != (other == GrainTables.NONE)) {
        findings.add(Finding.Kind.BAD_ENTRY, copy.place(i), "only one directory has table " + i);
      } else if (one != GrainTables.NONE && !unusable.get((int) i)) {
        compare(main, one, other);
      }
    }
  }

  private void compare(GrainTables tables, long one, long other) throws IOException {
    for (int i = 0; i < header.entries(); i++) {
      if (tables.entry(one, i) != tables.entry(other, i)) {
        findings.add(
            Finding.Kind.BAD_ENTRY,
            GrainTables.entryPlace(other, i),
            "the redundant table differs from the one at sector " + one);
      }
    }
  }

  private void grains(GrainTables main, SectorUse use, boolean first) throws IOException {
    for (long i = 0; i < header.tables(); i++) {
      long table = main.table(i);
      if (table == GrainTables.NONE || unusable.get((int) i)) {
        continue;
      }
      long number = i * header.entries();
      for (int at = 0; at < header.entries() && number < header.grains(); at++, number++) {
        long sector = main.entry(table, at);
        if (sector > GrainTables.ZEROED) {
          grain(new Place(number, sector, GrainTables.entryPlace(table, at)), use, first);
        }
      }
    }
  }

  /** Where a grain is, and where the entry is that says so. */
  private record Place(long number, long sector, long entry) {}

  private void grain(Place place, SectorUse use, boolean first) throws IOException {
    long start = place.sector() * SECTOR;
    long least = header.compressed() ? GrainMarker.BYTES + 1L : header.bytesOf(place.number());
    if (start > file.size() - least) {
      if (first) {
        findings.add(
            Finding.Kind.OUT_OF_FILE,
            place.entry(),
            "grain " + place.number() + " lies beyond the file's end, or is cut by it");
      }
    } else if (header.compressed()) {
      compressed(place, use);
    } else {
      long count = Math.ceilDiv((long) header.bytesOf(place.number()), (long) SECTOR);
      claim(place, use, count);
      plain += use.sees(place.sector()) ? 1 : 0;
    }
  }

  private boolean claim(Place place, SectorUse use, long count) {
    boolean free = use.use(place.sector(), count);
    if (!free) {
      findings.add(
          Finding.Kind.OVERLAP, place.entry(), "grain " + place.number() + " shares its place");
    }
    return free;
  }

  private void compressed(Place place, SectorUse use) throws IOException {
    if (!use.sees(place.sector())) {
      return;
    }
    compressed++;
    try {
      GrainMarker marker = GrainMarker.read(file, place.sector(), header.grainBytes());
      boolean free = claim(place, use, Math.ceilDiv(marker.end() - marker.at(), (long) SECTOR));
      if (marker.lba() != place.number() * header.grain()) {
        findings.add(
            Finding.Kind.BAD_ENTRY,
            marker.at(),
            "grain %d's marker says sector %s"
                .formatted(place.number(), Long.toUnsignedString(marker.lba())));
      }
      // What shares its place was inflated before: a small file must not make much work.
      if (free) {
        int needed = header.bytesOf(place.number());
        marker.inflate(file, header.grainBytes(), needed);
      }
    } catch (DiskException e) {
      findings.add(Finding.Kind.CHECKSUM, place.sector() * SECTOR, "" + e.getMessage());
    }
  }
}
