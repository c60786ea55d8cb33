package dev.slipway.disk.qcow2;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import dev.slipway.disk.archive.SourceChannel;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A qcow2 image with the images behind it, for reading. */
public final class Qcow2Disk implements Disk {
  /** How many clusters are looked at for one extent; more of them touch. */
  private static final int MAX_DATA_RUN = 4096;

  /** Fewer where the backing file is asked, as one run may have many of its extents. */
  private static final int MAX_EMPTY_RUN = 256;

  private final Path file;
  private final FileChannel channel;
  private final Header header;
  private final ClusterMap map;
  private final ClusterCache cache;
  private final @Nullable Disk backing;
  private final long fileSize;

  private Qcow2Disk(Path file, FileChannel channel, Header header, @Nullable Disk backing)
      throws IOException {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.map = new ClusterMap(file, channel, header);
    this.cache = new ClusterCache(file, channel, header);
    this.backing = backing;
    this.fileSize = channel.size();
  }

  /**
   * Opens an image and those behind it.
   *
   * @param backingFolders where backing files may lie, besides the image's own folder
   * @throws DiskException where one is damaged, or needs what is not read here: encryption, an
   *     external data file, subclusters
   */
  public static Qcow2Disk open(Path file, List<Path> backingFolders) throws IOException {
    return open(file, BackingChain.from(file, backingFolders));
  }

  /** Whether a file's first bytes are those of an image. */
  public static boolean fits(FileSource file) throws IOException {
    return file.size() >= Integer.BYTES
        && file.bytes(0, Integer.BYTES, ByteOrder.BIG_ENDIAN, "magic").getInt() == 0x514649fb;
  }

  /**
   * Opens an image within a file, which can have none behind it. Closing it leaves the file open.
   */
  public static Qcow2Disk open(FileSource file) throws IOException {
    // Only errors say it. A name in an archive may have what no path can have.
    Path name = Path.of(file.name().replaceAll("[^ -~]", "?"));
    FileChannel channel = new SourceChannel(file);
    Header header = HeaderReader.read(name, channel);
    if (header.backingFile() != null) {
      throw Fault.at(name, 8, "backing_file_offset", "an image in an archive can have none");
    }
    return new Qcow2Disk(name, channel, header, null);
  }

  static Qcow2Disk open(Path file, BackingChain chain) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    Disk backing = null;
    try {
      Header header = HeaderReader.read(file, channel);
      backing = chain.open(file, header);
      return new Qcow2Disk(file, channel, header, backing);
    } catch (IOException | RuntimeException e) {
      close(channel, backing);
      throw e;
    }
  }

  @Override
  public long size() {
    return header.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size());
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      int within = (int) (at & (header.clusterSize() - 1));
      int count = Math.min(end - target.position(), header.clusterSize() - within);
      target.limit(target.position() + count);
      readCluster(at, within, target);
      target.limit(end);
      at += count;
    }
  }

  private void readCluster(long at, int within, ByteBuffer target) throws IOException {
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
    while (target.hasRemaining() && at < fileSize) {
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

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    Objects.checkFromIndexSize(position, source.remaining(), size());
    throw new DiskException(file + " is open for reading only; write to an overlay of it");
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size());
    long at = from;
    while (at < to) {
      Mapping first = map.find(at >>> header.clusterBits());
      long end = runEnd(first, at, to);
      Extent found =
          switch (first) {
            case Mapping.Zero _ -> null;
            case Mapping.Unallocated _ -> nextBacking(at, end);
            case Mapping.Plain _, Mapping.Compressed _ -> new Extent(at, end - at);
          };
      if (found != null) {
        return found;
      }
      at = end;
    }
    return null;
  }

  private @Nullable Extent nextBacking(long from, long to) throws IOException {
    if (backing == null || from >= backing.size()) {
      return null;
    }
    return backing.nextExtent(from, Math.min(to, backing.size()));
  }

  /** Where the clusters that are like the first end. */
  private long runEnd(Mapping first, long at, long to) throws IOException {
    if (first == Mapping.Unallocated.TABLE) {
      return clusterEnd(at, header.l2Coverage(), to);
    }
    long end = clusterEnd(at, header.clusterSize(), to);
    int most = isData(first) ? MAX_DATA_RUN : MAX_EMPTY_RUN;
    for (int i = 1; i < most && end < to; i++) {
      if (!alike(first, map.find(end >>> header.clusterBits()))) {
        break;
      }
      end = clusterEnd(end, header.clusterSize(), to);
    }
    return end;
  }

  private static boolean alike(Mapping first, Mapping other) {
    return isData(first) ? isData(other) : first.equals(other);
  }

  private static boolean isData(Mapping mapping) {
    return mapping instanceof Mapping.Plain || mapping instanceof Mapping.Compressed;
  }

  private static long clusterEnd(long at, long unit, long to) {
    long end = (at & -unit) + unit;
    return end < 0 ? to : Math.min(end, to);
  }

  @Override
  public void flush() {
    // Nothing is ever written.
  }

  @Override
  public void close() throws IOException {
    close(channel, backing);
  }

  private static void close(FileChannel channel, @Nullable Disk backing) throws IOException {
    try (channel) {
      if (backing != null) {
        backing.close();
      }
    }
  }
}
