package dev.slipway.disk.vhdx;

import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.file.FileUses;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Looks for what is wrong in a file, as it is once its log is replayed, and changes nothing. */
public final class VhdxCheck {
  /** 64 TiB of blocks, their table and bitmaps are less than half of it. */
  private static final long MOST_UNITS = 1 << 27;

  private final FileSource stored;
  private final VhdxFile vhdx;
  private final Blocks blocks;
  private final long fileSize;
  private final FileUses uses;
  private final Findings findings = new Findings();
  private long present;

  private VhdxCheck(FileSource stored) throws IOException {
    this.stored = stored;
    this.vhdx = VhdxFile.read(stored);
    this.blocks = vhdx.blocks();
    this.fileSize = vhdx.file().size();
    long units = fileSize / Region.UNIT;
    if (units > MOST_UNITS) {
      throw Fault.at(
          stored.name(), MOST_UNITS * Region.UNIT, "file", "no VHDX is larger than this");
    }
    this.uses = new FileUses((int) units);
  }

  /**
   * Checks a file.
   *
   * @throws dev.slipway.disk.DiskException where the header, the log or the metadata is damaged, so
   *     that nothing can be checked
   */
  public static CheckReport check(FileSource file) throws IOException {
    return new VhdxCheck(file).check();
  }

  private CheckReport check() throws IOException {
    headers();
    regionTables();
    regions();
    sizes();
    for (long i = 0; i < blocks.entries(); i++) {
      entry(i, vhdx.bat().get(i));
    }
    leaks();
    return findings.report(present, 0);
  }

  private void headers() throws IOException {
    for (long at : new long[] {Header.FIRST, Header.SECOND}) {
      if (Header.read(stored, at) == null) {
        findings.add(Finding.Kind.CHECKSUM, at, "the header at 0x%x is not valid".formatted(at));
      }
    }
  }

  private void regionTables() throws IOException {
    ByteBuffer first = regionTable(RegionTable.FIRST);
    ByteBuffer second = regionTable(RegionTable.SECOND);
    if (!first.equals(second)) {
      bad(RegionTable.SECOND, "the two region tables differ");
    }
  }

  private ByteBuffer regionTable(long at) throws IOException {
    ByteBuffer table = RegionTable.valid(vhdx.file(), at);
    if (table != null) {
      return table;
    }
    findings.add(Finding.Kind.CHECKSUM, at, "the region table at 0x%x is not valid".formatted(at));
    return ByteBuffer.allocate(0);
  }

  private void regions() {
    take(0, new Region(0, Region.UNIT), "the headers");
    Header header = vhdx.header();
    if (header.logLength() > 0) {
      Region log = new Region(header.logOffset(), header.logLength());
      boolean inFile = log.offset() >= Region.UNIT && log.offset() <= fileSize - log.length();
      if (!inFile || log.offset() % Region.UNIT != 0 || log.length() % Region.UNIT != 0) {
        bad(Header.FIRST + 68, "the log is not within the file, or not of whole MiB");
      } else {
        take(Header.FIRST + 72, log, "the log");
      }
    }
    take(RegionTable.FIRST, vhdx.regions().metadata(), "the metadata region");
    take(RegionTable.FIRST, vhdx.regions().bat(), "the BAT region");
  }

  private void sizes() {
    if (vhdx.metadata().size() % vhdx.metadata().logicalSector() != 0) {
      bad(
          vhdx.regions().metadata().offset(),
          "the virtual disk size %d is not in whole sectors".formatted(vhdx.metadata().size()));
    }
  }

  private void entry(long index, long entry) {
    long at = vhdx.bat().place(index);
    int state = Blocks.state(entry);
    if (Blocks.reserved(entry)) {
      bad(at, "the BAT entry 0x%x has bits that are reserved".formatted(entry));
    }
    if (blocks.bitmap(index)) {
      // Without a parent nobody looks at sector bitmaps.
      if (state != Blocks.NOT_PRESENT && state != Blocks.PRESENT) {
        bad(at, "the BAT entry 0x%x has a state that sector bitmaps have not".formatted(entry));
      }
      if (state == Blocks.PRESENT) {
        block(at, Blocks.offset(entry), (int) Region.UNIT, (int) Region.UNIT);
      }
      return;
    }
    switch (state) {
      case Blocks.PRESENT -> {
        present++;
        int length = blocks.length(index - index / (blocks.ratio() + 1));
        block(at, Blocks.offset(entry), length, blocks.blockSize());
      }
      case Blocks.NOT_PRESENT, Blocks.UNDEFINED, Blocks.ZERO, Blocks.UNMAPPED -> {
        // Where such a block was may be used by another one.
      }
      default -> bad(at, "the BAT entry 0x%x has a state that there cannot be".formatted(entry));
    }
  }

  private void block(long at, long offset, int needed, int whole) {
    if (offset < 0 || offset > fileSize - needed) {
      findings.add(
          Finding.Kind.OUT_OF_FILE,
          at,
          "the BAT entry leads to 0x%x, and the file ends at 0x%x".formatted(offset, fileSize));
    } else {
      take(at, new Region(offset, whole), "a block");
    }
  }

  private void take(long at, Region region, String what) {
    if (uses.take(region.offset() / Region.UNIT, region.length() / Region.UNIT)) {
      findings.add(
          Finding.Kind.OVERLAP,
          at,
          "%s of 0x%x bytes at 0x%x lies where something else is"
              .formatted(what, region.length(), region.offset()));
    }
  }

  private void leaks() {
    int units = (int) (fileSize / Region.UNIT);
    int free = uses.nextFree(0);
    while (free < units) {
      int end = uses.nextTaken(free);
      findings.add(
          Finding.Kind.LEAK,
          free * Region.UNIT,
          "nothing uses the %d MiB from 0x%x on".formatted(end - free, free * Region.UNIT));
      free = uses.nextFree(end);
    }
  }

  private void bad(long at, String message) {
    findings.add(Finding.Kind.BAD_ENTRY, at, message);
  }
}
