package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads what a machine sees within one of the disk's clusters. */
final class ClusterReader {
  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final ClusterMap map;
  private final ClusterCache cache;
  private final @Nullable Disk backing;

  ClusterReader(
      Path file, FileChannel channel, Header header, ClusterMap map, @Nullable Disk backing) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.map = map;
    this.cache = new ClusterCache(file, channel, header);
    this.backing = backing;
  }

  /** Fills the buffer from a place on, where it ends within the same cluster. */
  void read(long at, ByteBuffer target) throws IOException {
    int within = (int) (at & (header.clusterSize() - 1));
    switch (map.find(at >>> header.clusterBits())) {
      case Mapping.Unallocated _ -> readBacking(at, target);
      case Mapping.Zero _ -> zero(target);
      case Mapping.Plain plain -> readPlain(plain.offset() + within, target);
      case Mapping.Compressed compressed ->
          target.put(cache.read(compressed), within, target.remaining());
    }
  }

  private void readBacking(long at, ByteBuffer target) throws IOException {
    if (backing != null && at < backing.size()) {
      int end = target.limit();
      int count = (int) Math.min(target.remaining(), backing.size() - at);
      target.limit(target.position() + count);
      backing.read(at, target);
      target.limit(end);
    }
    zero(target);
  }

  /** The file's last cluster may be cut where the rest of it is zero. */
  private void readPlain(long offset, ByteBuffer target) throws IOException {
    long at = offset;
    while (target.hasRemaining() && at < map.fileSize()) {
      int count = channel.read(target, at);
      if (count < 0) {
        throw Fault.at(file, at, "cluster", "the file was cut short while it was read");
      }
      at += count;
    }
    zero(target);
  }

  private static void zero(ByteBuffer target) {
    while (target.remaining() >= Long.BYTES) {
      target.putLong(0);
    }
    while (target.hasRemaining()) {
      target.put((byte) 0);
    }
  }
}
