package dev.slipway.disk.vdi;

import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.EntryTable;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.file.FileUses;
import java.io.IOException;

/** Looks for what is wrong in a file, as {@code qemu-img check} does, and changes nothing. */
public final class VdiCheck {
  private final Header header;
  private final EntryTable map;
  private final long fileSize;
  private final int stored;
  private final FileUses uses;
  private final Findings findings = new Findings();

  private VdiCheck(FileSource file) throws IOException {
    this.header = Header.read(file);
    this.map = BlockMap.read(file, header);
    this.fileSize = file.size();
    long unit = header.blockSize() + header.extra();
    long room = Math.max(0, fileSize - header.data());
    this.stored = (int) Math.min(map.entries(), (room + unit - 1) / unit);
    this.uses = new FileUses(stored);
  }

  /**
   * Checks a file.
   *
   * @throws dev.slipway.disk.DiskException where the header is damaged, so that nothing can be
   *     checked
   */
  public static CheckReport check(FileSource file) throws IOException {
    return new VdiCheck(file).check();
  }

  private CheckReport check() throws IOException {
    if (header.map() + map.entries() * Integer.BYTES > header.data()) {
      findings.add(
          Finding.Kind.OVERLAP,
          0x158,
          "the first block at 0x%x lies within the map".formatted(header.data()));
    }
    if (header.size() % 512 != 0) {
      bad(0x170, "the disk size %d is not in whole sectors".formatted(header.size()));
    }
    long present = 0;
    for (long block = 0; block < map.entries(); block++) {
      long entry = map.get(block);
      if (BlockMap.has(entry)) {
        present++;
        entry(block, entry);
      }
    }
    if (present != header.allocated()) {
      bad(
          0x184,
          "the header says that %d blocks are allocated, and the map has %d"
              .formatted(header.allocated(), present));
    }
    leaks();
    return findings.report(present, 0);
  }

  private void entry(long block, long entry) {
    long at = map.place(block);
    long place = header.place(entry);
    if (place > fileSize - header.length(block)) {
      findings.add(
          Finding.Kind.OUT_OF_FILE,
          at,
          "block %d leads to 0x%x, and the file ends at 0x%x".formatted(block, place, fileSize));
      return;
    }
    if (entry >= header.allocated()) {
      bad(
          at,
          "block %d is the file's block %d, of which it has %d"
              .formatted(block, entry, header.allocated()));
    }
    if (uses.take(entry, 1)) {
      findings.add(
          Finding.Kind.OVERLAP,
          at,
          "block %d is the file's block %d, which another block is too".formatted(block, entry));
    }
  }

  /** Only what lies within the blocks that the header counts: behind them nothing is said to be. */
  private void leaks() {
    int end = (int) Math.min(stored, header.allocated());
    int free = uses.nextFree(0);
    while (free < end) {
      int next = Math.min(end, uses.nextTaken(free));
      findings.add(
          Finding.Kind.LEAK,
          header.place(free),
          "nothing uses the file's %d blocks from %d on".formatted(next - free, free));
      free = uses.nextFree(next);
    }
  }

  private void bad(long at, String message) {
    findings.add(Finding.Kind.BAD_ENTRY, at, message);
  }
}
