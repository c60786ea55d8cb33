package dev.slipway.disk.qcow2;

import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Writes into an image's clusters. What is the image's alone is written in place; all else goes to
 * a new cluster: its count is written first, then its bytes, then the entry that leads to it, and
 * at last the count of what it replaces. One thread uses it.
 */
final class ClusterWriter {
  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final TableReader tables;
  private final ClusterMap map;
  private final ClusterReader reader;
  private final ClusterAllocator allocator;

  ClusterWriter(
      Path file,
      FileChannel channel,
      Header header,
      TableReader tables,
      ClusterMap map,
      ClusterReader reader)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.tables = tables;
    this.map = map;
    this.reader = reader;
    this.allocator = new ClusterAllocator(file, channel, header, tables);
  }

  ClusterAllocator allocator() {
    return allocator;
  }

  /** Writes bytes that lie within one of the disk's clusters. */
  void write(long at, ByteBuffer part) throws IOException {
    long cluster = at >>> header.clusterBits();
    int within = (int) (at & (header.clusterSize() - 1));
    Mapping before = map.find(cluster);
    long entryAt = entryAt(cluster, before == Mapping.Unallocated.TABLE);
    long entry = tables.entry(entryAt, "L2 entry");
    boolean own = (entry & ClusterMap.COPIED) != 0;
    if (before instanceof Mapping.Plain plain && own) {
      put(plain.offset() + within, part);
      return;
    }
    ByteBuffer whole = whole(cluster, within, part);
    long kept = before instanceof Mapping.Zero ? keptRoom(entryAt, entry) : 0;
    long place = kept != 0 && own ? kept : allocator.allocate(1);
    put(place, whole);
    tables.put(entryAt, place | ClusterMap.COPIED);
    if (place != kept) {
      release(before, kept);
    }
  }

  /** Makes a whole cluster read as zeros, whatever is behind it; needs version 3. */
  void zero(long cluster) throws IOException {
    Mapping before = map.find(cluster);
    if (before instanceof Mapping.Zero) {
      return;
    }
    tables.put(entryAt(cluster, before == Mapping.Unallocated.TABLE), ClusterMap.ZERO);
    release(before, 0);
  }

  /** Takes back a cluster, and what counts it. */
  void discard(long cluster) throws IOException {
    Mapping before = map.find(cluster);
    if (before == Mapping.Unallocated.TABLE) {
      return;
    }
    long entryAt = entryAt(cluster, false);
    long entry = tables.entry(entryAt, "L2 entry");
    long kept = before instanceof Mapping.Zero ? keptRoom(entryAt, entry) : 0;
    if (entry != 0) {
      tables.put(entryAt, 0);
      release(before, kept);
    }
  }

  /** Takes back an L2 table whose clusters are taken back already. */
  void discardTable(long cluster) throws IOException {
    if (map.find(cluster) != Mapping.Unallocated.TABLE) {
      long at = entryAt(cluster, false) & -header.clusterSize();
      tables.put(l1At(cluster), 0);
      allocator.release(at, header.clusterSize());
    }
  }

  private void release(Mapping before, long kept) throws IOException {
    switch (before) {
      case Mapping.Plain plain -> allocator.release(plain.offset(), header.clusterSize());
      case Mapping.Compressed place -> allocator.release(place.offset(), place.length());
      case Mapping.Zero _ when kept != 0 -> allocator.release(kept, header.clusterSize());
      case Mapping.Zero _, Mapping.Unallocated _ -> {}
    }
  }

  /** The cluster that an entry for zeros keeps for later; 0 where it keeps none. */
  private long keptRoom(long entryAt, long entry) throws IOException {
    long offset = entry & ClusterMap.OFFSET_MASK;
    if ((offset & (header.clusterSize() - 1)) != 0 || offset > map.fileSize()) {
      throw Fault.at(file, entryAt, "L2 entry", "no cluster starts at 0x%x".formatted(offset));
    }
    return offset;
  }

  private void put(long offset, ByteBuffer bytes) throws IOException {
    long end = offset + bytes.remaining();
    FileBytes.write(channel, offset, bytes);
    map.grown(end);
  }

  /** The cluster's bytes with a part changed. */
  private ByteBuffer whole(long cluster, int within, ByteBuffer part) throws IOException {
    int size = header.clusterSize();
    if (part.remaining() == size) {
      return part;
    }
    long start = cluster << header.clusterBits();
    ByteBuffer whole = ByteBuffer.allocate(size);
    // What a larger backing file has beyond this disk's end is not to come into it.
    whole.limit(Math.clamp(header.size() - start, 0, size));
    if (whole.hasRemaining()) {
      reader.read(start, whole);
    }
    whole.clear().position(within).put(part);
    return whole.clear();
  }

  private long l1At(long cluster) {
    return header.l1().offset() + (cluster >>> (header.clusterBits() - 3)) * Long.BYTES;
  }

  /** Where a cluster's L2 entry is, in a table that is the image's alone. */
  private long entryAt(long cluster, boolean missing) throws IOException {
    long l1At = l1At(cluster);
    if (missing) {
      long fresh = allocator.allocate(1);
      tables.write(fresh, ByteBuffer.allocate(header.clusterSize()));
      map.grown(fresh + header.clusterSize());
      tables.put(l1At, fresh | ClusterMap.COPIED);
    }
    long entry = tables.entry(l1At, "L1 entry");
    if ((entry & ClusterMap.COPIED) == 0) {
      throw Fault.at(
          file,
          l1At,
          "L1 entry",
          "the L2 table is marked as shared (bit 63), though there are no snapshots; see 'qemu-img"
              + " check'");
    }
    long index = cluster & (header.l2Entries() - 1);
    return (entry & ClusterMap.OFFSET_MASK) + index * Long.BYTES;
  }
}
