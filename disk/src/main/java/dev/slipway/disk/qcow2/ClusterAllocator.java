package dev.slipway.disk.qcow2;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Hands out clusters at an image's end and keeps the counts of their uses ("Host cluster
 * management"). A count is written before what is counted can be found from any table, and taken
 * back only after nothing leads there any more: whoever stops in between leaves a leak at most.
 * Room within the file is never handed out again. One thread uses it.
 */
final class ClusterAllocator {
  /** More counts than a writer that was stopped leaves behind the file's end. */
  private static final int MOST_SKIPPED = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final TableReader tables;
  private final int perBlockBits;
  private long tableAt;
  private int tableEntries;

  /** The next cluster to hand out, counted from 0. */
  private long next;

  ClusterAllocator(Path file, FileChannel channel, Header header, TableReader tables)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.tables = tables;
    this.perBlockBits = header.clusterBits() + 3 - header.refcountOrder();
    this.tableAt = header.refcounts().offset();
    this.tableEntries = header.refcounts().entries();
    this.next = clustersIn(channel.size());
  }

  private long clustersIn(long bytes) {
    return (bytes >>> header.clusterBits()) + ((bytes & (header.clusterSize() - 1)) == 0 ? 0 : 1);
  }

  /**
   * Hands out clusters behind each other, each counted once.
   *
   * @return where they start, in bytes from the file's start
   */
  long allocate(int count) throws IOException {
    long cluster = next;
    long start = next;
    while (cluster < next + count) {
      if (block(cluster) == 0) {
        addBlock(cluster >>> perBlockBits);
        cluster = next;
      } else if (count(cluster) != 0) {
        // Somebody stopped after counting it: it is a leak, and stays one.
        next = ++cluster;
        requireNear(next - start);
      } else {
        cluster++;
      }
    }
    long first = next;
    next += count;
    for (long one = first; one < next; one++) {
      set(one, 1);
    }
    return first << header.clusterBits();
  }

  private void requireNear(long skipped) throws DiskException {
    if (skipped > MOST_SKIPPED) {
      throw new DiskException(
          file
              + ": its refcounts say that clusters far beyond the file's end are used; repair it"
              + " with 'qemu-img check -r all'");
    }
  }

  /** Counts one use less of all clusters that some bytes touch. */
  void release(long offset, long length) throws IOException {
    long last = (offset + length - 1) >>> header.clusterBits();
    for (long cluster = offset >>> header.clusterBits(); cluster <= last; cluster++) {
      long count = block(cluster) == 0 ? 0 : count(cluster);
      if (count != 0) {
        set(cluster, count - 1);
      }
    }
  }

  /** Where the block with a cluster's count is; 0 where there is none yet. */
  private long block(long cluster) throws IOException {
    long index = cluster >>> perBlockBits;
    if (index >= tableEntries) {
      return 0;
    }
    long at = tableAt + index * Long.BYTES;
    long block = tables.entry(at, "refcount table entry");
    if (block < 0 || (block & (header.clusterSize() - 1)) != 0) {
      throw Fault.at(
          file, at, "refcount table entry", "no cluster starts at 0x%x".formatted(block));
    }
    return block;
  }

  private long wordAt(long cluster) throws IOException {
    return block(cluster) + (bit(cluster) >>> 6) * Long.BYTES;
  }

  private long bit(long cluster) {
    return (cluster & ((1L << perBlockBits) - 1)) << header.refcountOrder();
  }

  /** Within a byte counts go from its lowest bits up; wider ones are big-endian. */
  private int shift(long cluster) {
    int width = 1 << header.refcountOrder();
    long bit = bit(cluster);
    return (int) (width < 8 ? 56 - (bit & 56) + (bit & 7) : 64 - width - (bit & 63));
  }

  private long mask() {
    int order = header.refcountOrder();
    return order == 6 ? -1 : (1L << (1 << order)) - 1;
  }

  private long count(long cluster) throws IOException {
    return tables.entry(wordAt(cluster), "refcount block") >>> shift(cluster) & mask();
  }

  private void set(long cluster, long count) throws IOException {
    long at = wordAt(cluster);
    tables.put(at, with(tables.entry(at, "refcount block"), cluster, count));
  }

  private long with(long word, long cluster, long count) {
    return word & ~(mask() << shift(cluster)) | count << shift(cluster);
  }

  /** Adds a block at the file's end: its own count is in it, or in one that is there. */
  private void addBlock(long index) throws IOException {
    if (index >= tableEntries) {
      growTable(index);
      return;
    }
    long place = next++;
    boolean countsItself = place >>> perBlockBits == index;
    if (!countsItself) {
      set(place, 1);
    }
    long at = place << header.clusterBits();
    tables.write(at, countsItself ? blockFor(index, place, place + 1) : zeros());
    tables.put(tableAt + index * Long.BYTES, at);
  }

  private ByteBuffer zeros() {
    return ByteBuffer.allocate(header.clusterSize());
  }

  /** A block's bytes where some clusters, as far as it has their counts, are used once. */
  private ByteBuffer blockFor(long index, long from, long to) {
    ByteBuffer block = zeros();
    long first = Math.max(from, index << perBlockBits);
    long end = Math.min(to, (index + 1) << perBlockBits);
    for (long cluster = first; cluster < end; cluster++) {
      int at = (int) (bit(cluster) >>> 6) * Long.BYTES;
      block.putLong(at, with(block.getLong(at), cluster, 1));
    }
    return block;
  }

  /**
   * Makes a larger table and the blocks that count it and themselves, behind all that the old table
   * can count; then the header leads to it, in one write.
   */
  private void growTable(long index) throws IOException {
    long first = Math.max(next, (long) tableEntries << perBlockBits);
    long firstIndex = first >>> perBlockBits;
    long tableClusters = clustersIn((Math.max(index, firstIndex) + 1) * 3 / 2 * Long.BYTES);
    long blocks = 1;
    while ((first + tableClusters + blocks - 1) >>> perBlockBits >= firstIndex + blocks) {
      blocks++;
      tableClusters = Math.max(tableClusters, clustersIn((firstIndex + blocks) * Long.BYTES));
    }
    long bytes = tableClusters << header.clusterBits();
    if (bytes > Header.MAX_REFCOUNT_TABLE_BYTES) {
      throw new DiskException(
          file
              + ": the image cannot grow further, its refcount table would have more than 8 MiB;"
              + " convert it to one with larger clusters");
    }
    long end = first + tableClusters + blocks;
    long blocksAt = (first + tableClusters) << header.clusterBits();
    ByteBuffer table = ByteBuffer.allocate((int) bytes);
    for (int i = 0; i < tableEntries; i++) {
      table.putLong(
          i * Long.BYTES, tables.entry(tableAt + (long) i * Long.BYTES, "refcount table entry"));
    }
    for (long i = 0; i < blocks; i++) {
      long at = blocksAt + (i << header.clusterBits());
      tables.write(at, blockFor(firstIndex + i, first, end));
      table.putLong((int) (firstIndex + i) * Long.BYTES, at);
    }
    tables.write(first << header.clusterBits(), table);
    next = end;
    switchTo(first << header.clusterBits(), (int) tableClusters);
  }

  private void switchTo(long offset, int clusters) throws IOException {
    channel.force(false);
    tables.write(
        Header.REFCOUNT_TABLE_AT, ByteBuffer.allocate(12).putLong(offset).putInt(clusters).flip());
    channel.force(false);
    long oldAt = tableAt;
    long oldBytes = (long) tableEntries * Long.BYTES;
    tableAt = offset;
    tableEntries = clusters << (header.clusterBits() - 3);
    if (oldBytes > 0) {
      release(oldAt, oldBytes);
    }
  }
}
