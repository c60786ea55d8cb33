package dev.slipway.disk.vdi;

import dev.slipway.disk.file.EntryTable;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteOrder;

/** Which of a file's blocks has which block of the disk. */
final class BlockMap {
  /** The block was never written. */
  static final long FREE = 0xffff_ffffL;

  /** The block was written and given up again. */
  static final long ZERO = 0xffff_fffeL;

  private BlockMap() {}

  static EntryTable read(FileSource file, Header header) throws IOException {
    return new EntryTable(
        file, header.map(), header.blocks(), Integer.BYTES, ByteOrder.LITTLE_ENDIAN, "block map");
  }

  static boolean has(long entry) {
    return entry != FREE && entry != ZERO;
  }
}
