package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Changes the size of an image's disk. The header's size is the last thing that grows. */
record Qcow2Resize(Path file, FileChannel channel, @Nullable Disk backing) {
  void resize(Qcow2Parts parts, long size) throws IOException {
    Header header = parts.header();
    if (size < 0 || size % 512 != 0) {
      throw new DiskException(
          "%s: %d bytes are no size for a qcow2 image; it has whole sectors of 512 bytes"
              .formatted(file, size));
    }
    if (Header.l1EntriesFor(size, header.clusterBits()) > Header.MAX_L1_ENTRIES) {
      throw new DiskException(
          "%s: a disk of %d bytes is too large for clusters of %d bytes; convert it to an image with larger ones"
              .formatted(file, size, header.clusterSize()));
    }
    if (size > header.size()) {
      grow(growL1(parts, size), size);
    } else if (size < header.size()) {
      shrink(parts, size);
    }
  }

  private Qcow2Parts reopened() throws IOException {
    return Qcow2Parts.of(file, channel, HeaderReader.read(file, channel), backing, true);
  }

  private static ClusterWriter writer(Qcow2Parts parts) {
    ClusterWriter writer = parts.writer();
    if (writer == null) {
      throw new IllegalStateException("open for reading only");
    }
    return writer;
  }

  private void writeSize(Qcow2Parts parts, long size) throws IOException {
    channel.force(false);
    parts.tables().put(Header.SIZE_AT, size);
    channel.force(false);
  }

  /** Makes the L1 table long enough; one that is longer than the disk needs is right, too. */
  private Qcow2Parts growL1(Qcow2Parts parts, long size) throws IOException {
    Header header = parts.header();
    Header.Table old = header.l1();
    int entries = (int) Header.l1EntriesFor(size, header.clusterBits());
    if (entries <= old.entries()) {
      return parts;
    }
    long oldClusters = clusters(header, old.entries());
    long needed = clusters(header, entries);
    TableReader tables = parts.tables();
    if (needed == oldClusters) {
      int more = (entries - old.entries()) * Long.BYTES;
      tables.write(old.offset() + (long) old.entries() * Long.BYTES, ByteBuffer.allocate(more));
      writeL1(tables, old.offset(), entries);
      return reopened();
    }
    ClusterAllocator allocator = writer(parts).allocator();
    long at = allocator.allocate((int) needed);
    ByteBuffer copy = ByteBuffer.allocate((int) (needed << header.clusterBits()));
    for (int i = 0; i < old.entries(); i++) {
      long entry = tables.entry(old.offset() + (long) i * Long.BYTES, "L1 entry");
      copy.putLong(i * Long.BYTES, entry);
    }
    tables.write(at, copy);
    writeL1(tables, at, entries);
    if (old.entries() > 0) {
      allocator.release(old.offset(), (long) old.entries() * Long.BYTES);
    }
    return reopened();
  }

  private void writeL1(TableReader tables, long offset, int entries) throws IOException {
    channel.force(false);
    tables.write(Header.L1_SIZE_AT, ByteBuffer.allocate(12).putInt(entries).putLong(offset).flip());
    channel.force(false);
  }

  private static long clusters(Header header, int entries) {
    long bytes = (long) entries * Long.BYTES;
    return (bytes + header.clusterSize() - 1) >>> header.clusterBits();
  }

  private void grow(Qcow2Parts parts, long size) throws IOException {
    Header header = parts.header();
    long from = header.size();
    long boundary = (from + header.clusterSize() - 1) & -header.clusterSize();
    clear(parts, from, boundary);
    long visible = backing == null ? 0 : Math.min(size, backing.size());
    for (long at = boundary; at < visible; at += header.clusterSize()) {
      if (header.version() > 2) {
        writer(parts).zero(at >>> header.clusterBits());
      } else {
        clear(parts, at, at + header.clusterSize());
      }
    }
    discardData(parts, Math.max(boundary, visible), size);
    writeSize(parts, size);
  }

  /** Takes back what a shrink left that was stopped after it wrote the size. */
  private static void discardData(Qcow2Parts parts, long from, long to) throws IOException {
    int bits = parts.header().clusterBits();
    long at = from;
    while (at < to) {
      Extent left = parts.extents().next(at, to);
      if (left == null) {
        return;
      }
      long cluster = left.offset() >>> bits;
      writer(parts).discard(cluster);
      at = (cluster + 1) << bits;
    }
  }

  /** Zeros within one cluster, which may have had anything beyond the disk's end. */
  private static void clear(Qcow2Parts parts, long from, long to) throws IOException {
    if (from < to && parts.extents().next(from, to) != null) {
      writer(parts).write(from, ByteBuffer.allocate((int) (to - from)));
    }
  }

  /** The size first: an entry that is gone lets a backing file's data through. */
  private void shrink(Qcow2Parts parts, long size) throws IOException {
    Header header = parts.header();
    writeSize(parts, size);
    ClusterWriter writer = writer(parts);
    long cluster = (size + header.clusterSize() - 1) >>> header.clusterBits();
    long end = (long) header.l1().entries() * header.l2Entries();
    while (cluster < end) {
      long next = (cluster & -header.l2Entries()) + header.l2Entries();
      boolean wholeTable = cluster % header.l2Entries() == 0;
      long first = cluster;
      if (parts.extents().hasTable(first)) {
        for (; cluster < next; cluster++) {
          writer.discard(cluster);
        }
        if (wholeTable) {
          writer.discardTable(first);
        }
      }
      cluster = next;
    }
    channel.force(false);
  }
}
