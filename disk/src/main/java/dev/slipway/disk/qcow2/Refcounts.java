package dev.slipway.disk.qcow2;

import dev.slipway.disk.check.Finding;
import dev.slipway.disk.check.Findings;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Reads an image's own counts of its clusters' uses ("Host cluster management"). */
final class Refcounts {
  /** Told of each count that is not zero. */
  interface Visitor {
    void count(long cluster, long count) throws IOException;
  }

  private final Header header;
  private final TableReader tables;
  private final long[] blocks;

  /** Reads the table and says what is wrong in it. */
  Refcounts(Header header, TableReader tables, long fileSize, ClusterUses uses, Findings findings)
      throws IOException {
    this.header = header;
    this.tables = tables;
    this.blocks = new long[header.refcounts().entries()];
    Set<Long> known = new HashSet<>();
    for (int i = 0; i < blocks.length; i++) {
      long at = header.refcounts().offset() + (long) i * Long.BYTES;
      long entry = tables.entry(at, "refcount table entry");
      if (entry == 0) {
        continue;
      }
      if ((entry & (header.clusterSize() - 1)) != 0) {
        findings.add(
            Finding.Kind.BAD_ENTRY,
            at,
            "the refcount table's entry %d is 0x%x, where no cluster starts".formatted(i, entry));
      } else if (entry < 0 || entry > fileSize - header.clusterSize()) {
        findings.add(
            Finding.Kind.OUT_OF_FILE,
            at,
            "the refcount table's entry %d is 0x%x, beyond the file's end".formatted(i, entry));
      } else {
        uses.add(ClusterUses.Owner.REFCOUNT_BLOCK, entry, header.clusterSize(), 1);
        blocks[i] = known.add(entry) ? entry : 0;
      }
    }
  }

  /** How often a cluster is said to be used. */
  long count(long cluster) throws IOException {
    int perBlock = perBlockBits();
    long block = cluster >>> perBlock;
    if (block >= blocks.length || blocks[(int) block] == 0) {
      return 0;
    }
    return count(blocks[(int) block], cluster & ((1L << perBlock) - 1));
  }

  private int perBlockBits() {
    return header.clusterBits() + 3 - header.refcountOrder();
  }

  private long count(long block, long index) throws IOException {
    int order = header.refcountOrder();
    long bit = index << order;
    long word = tables.entry(block + (bit >>> 6) * Long.BYTES, "refcount block");
    if (order == 6) {
      return word;
    }
    int width = 1 << order;
    // Within a byte counts go from its lowest bits up; wider ones are big-endian.
    int shift = width < 8 ? (int) (56 - (bit & 56) + (bit & 7)) : (int) (64 - width - (bit & 63));
    return (word >>> shift) & ((1L << width) - 1);
  }

  /** Goes through the counts that are not zero. */
  void visit(Visitor visitor) throws IOException {
    int perBlock = perBlockBits();
    for (int i = 0; i < blocks.length; i++) {
      if (blocks[i] != 0) {
        visit(blocks[i], (long) i << perBlock, visitor);
      }
    }
  }

  private void visit(long block, long first, Visitor visitor) throws IOException {
    int perWord = 6 - header.refcountOrder();
    for (long word = 0; word < header.clusterSize() / Long.BYTES; word++) {
      if (tables.entry(block + word * Long.BYTES, "refcount block") == 0) {
        continue;
      }
      for (long i = word << perWord; i < (word + 1) << perWord; i++) {
        long count = count(block, i);
        if (count != 0) {
          visitor.count(first + i, count);
        }
      }
    }
  }
}
