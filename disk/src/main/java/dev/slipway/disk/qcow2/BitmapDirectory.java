package dev.slipway.disk.qcow2;

import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;

/** Counts the clusters of an image's dirty bitmaps ("Bitmaps"). */
final class BitmapDirectory {
  private static final int FIXED_BYTES = 24;

  private final Header header;
  private final TableReader tables;
  private final long fileSize;
  private final ClusterUses uses;
  private final Findings findings;
  private long room;

  BitmapDirectory(
      Header header, TableReader tables, long fileSize, ClusterUses uses, Findings findings) {
    this.header = header;
    this.tables = tables;
    this.fileSize = fileSize;
    this.uses = uses;
    this.findings = findings;
    this.room = fileSize;
  }

  /** Goes through the directory, where the image says that it is valid. */
  void read() throws IOException {
    Header.Bitmaps directory = header.bitmaps();
    if (directory == null || (header.autoclear() & Header.AUTOCLEAR_BITMAPS) == 0) {
      return;
    }
    if (!within(directory.offset(), directory.length())) {
      outOfFile(directory.offset(), "the bitmap directory");
      return;
    }
    uses.add(ClusterUses.Owner.BITMAPS, directory.offset(), directory.length(), 1);
    long end = directory.offset() + directory.length();
    long at = directory.offset();
    while (at <= end - FIXED_BYTES) {
      bitmap(at);
      long sizes = tables.entry(at + 16, "bitmap");
      long name = (sizes >>> 32) & 0xffff;
      long extra = sizes & 0xffff_ffffL;
      at += (FIXED_BYTES + extra + name + 7) & -8;
    }
  }

  private void bitmap(long at) throws IOException {
    long offset = tables.entry(at, "bitmap");
    long entries = tables.entry(at + 8, "bitmap") >>> 32;
    room -= entries * Long.BYTES;
    if (room < 0 || !within(offset, entries * Long.BYTES)) {
      outOfFile(at, "a bitmap's table");
      return;
    }
    uses.add(ClusterUses.Owner.BITMAPS, offset, entries * Long.BYTES, 1);
    for (long i = 0; i < entries; i++) {
      long cluster = tables.entry(offset + i * Long.BYTES, "bitmap") & ClusterMap.OFFSET_MASK;
      if (cluster != 0 && within(cluster, 1)) {
        uses.add(ClusterUses.Owner.BITMAPS, cluster, header.clusterSize(), 1);
      } else if (cluster != 0) {
        outOfFile(offset + i * Long.BYTES, "a bitmap's cluster");
      }
    }
  }

  private boolean within(long offset, long length) {
    return offset > 0
        && length > 0
        && (offset & (header.clusterSize() - 1)) == 0
        && length <= fileSize
        && offset <= fileSize - length;
  }

  private void outOfFile(long at, String what) {
    findings.add(Finding.Kind.OUT_OF_FILE, at, what + " is not within the file");
  }
}
