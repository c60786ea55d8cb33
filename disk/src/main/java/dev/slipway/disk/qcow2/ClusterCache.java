package dev.slipway.disk.qcow2;

import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.zip.DataFormatException;
import org.jspecify.annotations.Nullable;

/** Reads compressed clusters and keeps the last few, at most 4 MiB and one cluster of them. */
final class ClusterCache {
  private static final int KEPT_BYTES = 4 << 20;

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final AtomicReferenceArray<@Nullable Kept> slots;

  private record Kept(Mapping.Compressed place, byte[] bytes) {}

  ClusterCache(Path file, FileChannel channel, Header header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    int count = Math.clamp(KEPT_BYTES / header.clusterSize(), 2, 64);
    this.slots = new AtomicReferenceArray<>(count);
  }

  /** The cluster's bytes, which are not to be changed. */
  byte[] read(Mapping.Compressed place) throws IOException {
    int slot = (int) Long.remainderUnsigned(place.offset() * 0x9E3779B97F4A7C15L, slots.length());
    Kept kept = slots.get(slot);
    if (kept != null && kept.place.equals(place)) {
      return kept.bytes;
    }
    byte[] cluster = decompress(place);
    slots.set(slot, new Kept(place, cluster));
    return cluster;
  }

  private byte[] decompress(Mapping.Compressed place) throws IOException {
    ByteBuffer input = ByteBuffer.allocate(place.length());
    // The last sector may lie beyond the file's end where the data does not.
    FileBytes.fill(channel, place.offset(), input);
    byte[] cluster = new byte[header.clusterSize()];
    try {
      Decompressor.decompress(header.codec(), input.array(), input.position(), cluster);
    } catch (DataFormatException e) {
      throw Fault.at(
          file,
          place.offset(),
          "compressed cluster",
          "its %s data is damaged: %s".formatted(header.codec().label(), e.getMessage()));
    }
    return cluster;
  }
}
