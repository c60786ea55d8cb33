package dev.slipway.disk.qcow2;

import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds the L1 tables of an image's snapshots ("Snapshots"). */
final class SnapshotTable {
  private static final int FIXED_BYTES = 40;

  private final Header header;
  private final TableReader tables;
  private final long fileSize;
  private final ClusterUses uses;
  private final Findings findings;

  SnapshotTable(
      Header header, TableReader tables, long fileSize, ClusterUses uses, Findings findings) {
    this.header = header;
    this.tables = tables;
    this.fileSize = fileSize;
    this.uses = uses;
    this.findings = findings;
  }

  /** Their L1 tables that lie within the file; together they are no larger than it. */
  List<Header.Table> read() throws IOException {
    List<Header.Table> found = new ArrayList<>();
    long room = fileSize;
    long at = header.snapshots().offset();
    for (int i = 0; i < header.snapshots().count(); i++) {
      if (at > fileSize - FIXED_BYTES) {
        findings.add(Finding.Kind.OUT_OF_FILE, at, "the file ends within the snapshot table");
        break;
      }
      Header.Table l1 = l1(at);
      room -= (long) l1.entries() * Long.BYTES;
      if (room < 0) {
        findings.add(Finding.Kind.OVERLAP, at, "the snapshots' L1 tables are larger than the file");
        break;
      }
      if (l1.entries() > 0) {
        found.add(l1);
      }
      at += length(at);
    }
    long length = Math.min(at, fileSize) - header.snapshots().offset();
    if (length > 0) {
      uses.add(ClusterUses.Owner.SNAPSHOTS, header.snapshots().offset(), length, 1);
    }
    return found;
  }

  private Header.Table l1(long at) throws IOException {
    long offset = tables.entry(at, "snapshot");
    long entries = tables.entry(at + 8, "snapshot") >>> 32;
    boolean aligned = (offset & (header.clusterSize() - 1)) == 0;
    if (!aligned
        || offset < 0
        || entries > Header.MAX_L1_ENTRIES
        || offset > fileSize - entries * Long.BYTES) {
      findings.add(
          Finding.Kind.BAD_ENTRY,
          at,
          "a snapshot's L1 table of %d entries at 0x%x is not within the file"
              .formatted(entries, offset));
      return new Header.Table(0, 0);
    }
    return new Header.Table(offset, (int) entries);
  }

  /** Lengths of id, name and extra data come before them. */
  private long length(long at) throws IOException {
    long names = tables.entry(at + 8, "snapshot");
    long id = (names >>> 16) & 0xffff;
    long name = names & 0xffff;
    long extra = tables.entry(at + 32, "snapshot") & 0xffff_ffffL;
    return (FIXED_BYTES + extra + id + name + 7) & -8;
  }
}
