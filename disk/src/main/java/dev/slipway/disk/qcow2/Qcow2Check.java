package dev.slipway.disk.qcow2;

import dev.slipway.disk.archive.SourceChannel;
import dev.slipway.disk.check.CheckReport;
import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Looks for what is wrong in an image, as {@code qemu-img check} does, and changes nothing. */
public final class Qcow2Check {
  private static final long L1_RESERVED = 0x7f00_0000_0000_01ffL;
  private static final long L2_RESERVED = 0x3f00_0000_0000_01feL;

  private final Header header;
  private final TableReader tables;
  private final long fileSize;
  private final Findings findings = new Findings();
  private final ClusterUses uses;
  private final Refcounts refcounts;

  /** L2 tables, and what leads there. */
  private final Map<Long, L2> l2Tables = new LinkedHashMap<>();

  private long plain;
  private long compressed;

  private static final class L2 {
    private long times;
    private boolean active;
  }

  private Qcow2Check(Path file, FileChannel channel) throws IOException {
    this.header = HeaderReader.read(file, channel);
    this.tables = new TableReader(file, channel);
    this.fileSize = channel.size();
    this.uses = new ClusterUses(header.clusterBits(), findings);
    uses.add(ClusterUses.Owner.HEADER, 0, header.clusterSize(), 1);
    use(ClusterUses.Owner.REFCOUNT_TABLE, header.refcounts());
    this.refcounts = new Refcounts(header, tables, fileSize, uses, findings);
  }

  /**
   * Checks an image by itself, without those behind it.
   *
   * @throws dev.slipway.disk.DiskException where the header is damaged, so that nothing can be
   *     checked
   */
  public static CheckReport check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return new Qcow2Check(file, channel).check();
    }
  }

  /** Checks an image that is in a file or within one. */
  public static CheckReport check(FileSource file) throws IOException {
    // Only errors say it. A name in an archive may have what no path can have.
    Path name = Path.of(file.name().replaceAll("[^ -~]", "?"));
    return new Qcow2Check(name, new SourceChannel(file)).check();
  }

  private CheckReport check() throws IOException {
    l1(header.l1(), true);
    for (Header.Table table : new SnapshotTable(header, tables, fileSize, uses, findings).read()) {
      l1(table, false);
    }
    for (Map.Entry<Long, L2> entry : l2Tables.entrySet()) {
      l2(entry.getKey(), entry.getValue());
    }
    new BitmapDirectory(header, tables, fileSize, uses, findings).read();
    compareCounts();
    return findings.report(plain, compressed);
  }

  private void use(ClusterUses.Owner owner, Header.Table table) {
    if (table.entries() > 0) {
      uses.add(owner, table.offset(), (long) table.entries() * Long.BYTES, 1);
    }
  }

  private void l1(Header.Table table, boolean active) throws IOException {
    use(ClusterUses.Owner.L1, table);
    for (int i = 0; i < table.entries(); i++) {
      long at = table.offset() + (long) i * Long.BYTES;
      long entry = tables.entry(at, "L1 entry");
      long offset = entry & ClusterMap.OFFSET_MASK;
      if ((entry & L1_RESERVED) != 0) {
        bad(at, "the L1 entry 0x%x has bits that are reserved".formatted(entry));
      }
      if (offset == 0 || !place(at, "L1", offset)) {
        continue;
      }
      L2 l2 = l2Tables.computeIfAbsent(offset, _ -> new L2());
      l2.times++;
      l2.active |= active;
      if (active) {
        copied(at, "L1", entry, offset);
      }
    }
  }

  private void l2(long table, L2 l2) throws IOException {
    // Each way to it is counted in its refcount; a table is not shared in any other way.
    uses.add(ClusterUses.Owner.L2, table, header.clusterSize(), l2.times);
    for (int i = 0; i < header.l2Entries(); i++) {
      long at = table + (long) i * Long.BYTES;
      if (at > fileSize - Long.BYTES) {
        findings.add(Finding.Kind.OUT_OF_FILE, at, "the file ends within an L2 table");
        return;
      }
      long entry = tables.entry(at, "L2 entry");
      if ((entry & ClusterMap.COMPRESSED) != 0) {
        compressed(at, entry, l2);
      } else if (entry != 0) {
        plain(at, entry, l2);
      }
    }
  }

  private void compressed(long at, long entry, L2 l2) {
    compressed++;
    Mapping.Compressed place = ClusterMap.descriptor(entry, header.clusterBits());
    if ((entry & ClusterMap.COPIED) != 0) {
      bad(at, "the L2 entry 0x%x is for a compressed cluster and has bit 63 set".formatted(entry));
    }
    if (place.offset() >= fileSize) {
      outOfFile(at, "L2", place.offset());
      return;
    }
    uses.add(ClusterUses.Owner.COMPRESSED, place.offset(), place.length(), l2.times);
  }

  private void plain(long at, long entry, L2 l2) throws IOException {
    long offset = entry & ClusterMap.OFFSET_MASK;
    if ((entry & L2_RESERVED) != 0) {
      bad(at, "the L2 entry 0x%x has bits that are reserved".formatted(entry));
    }
    if ((entry & ClusterMap.ZERO) != 0 && header.version() == 2) {
      bad(at, "the L2 entry 0x%x is for a zero cluster, which version 2 has not".formatted(entry));
    }
    if (offset == 0 || !place(at, "L2", offset)) {
      return;
    }
    plain++;
    uses.add(ClusterUses.Owner.PLAIN, offset, header.clusterSize(), l2.times);
    if (l2.active) {
      copied(at, "L2", entry, offset);
    }
  }

  private boolean place(long at, String table, long offset) {
    if ((offset & (header.clusterSize() - 1)) != 0) {
      bad(at, "the %s entry leads to 0x%x, where no cluster starts".formatted(table, offset));
      return false;
    }
    if (offset >= fileSize) {
      outOfFile(at, table, offset);
      return false;
    }
    return true;
  }

  /** Bit 63 says that there is one use, so that the cluster may be written in place. */
  private void copied(long at, String table, long entry, long offset) throws IOException {
    long count = refcounts.count(offset >>> header.clusterBits());
    boolean set = (entry & ClusterMap.COPIED) != 0;
    if (set != (count == 1)) {
      bad(
          at,
          "the %s entry 0x%x has bit 63 %s, but its cluster's refcount is %d"
              .formatted(table, entry, set ? "set" : "not set", count));
    }
  }

  private void bad(long at, String message) {
    findings.add(Finding.Kind.BAD_ENTRY, at, message);
  }

  private void outOfFile(long at, String table, long offset) {
    findings.add(
        Finding.Kind.OUT_OF_FILE,
        at,
        "the %s entry leads to 0x%x, beyond the file's end at 0x%x"
            .formatted(table, offset, fileSize));
  }

  private void compareCounts() throws IOException {
    refcounts.visit((cluster, count) -> {
      long used = uses.uses(cluster);
      if (Long.compareUnsigned(count, used) > 0) {
        mismatch(Finding.Kind.LEAK, cluster, count, used);
      }
    });
    uses.visit((cluster, used) -> {
      long count = refcounts.count(cluster);
      if (Long.compareUnsigned(count, used) < 0) {
        mismatch(Finding.Kind.REFCOUNT, cluster, count, used);
      }
    });
  }

  private void mismatch(Finding.Kind kind, long cluster, long count, long used) {
    long offset = cluster << header.clusterBits();
    findings.add(
        kind,
        offset,
        "the cluster at 0x%x has refcount %s and is used %d times"
            .formatted(offset, Long.toUnsignedString(count), used));
  }
}
