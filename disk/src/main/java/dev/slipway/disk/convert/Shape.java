package dev.slipway.disk.convert;

import dev.slipway.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What encoders may know of a disk before its chunks come. */
public final class Shape {
  private final Disk disk;
  private final int chunkSize;
  private @Nullable ChunkMap map;

  Shape(Disk disk, int chunkSize) {
    this.disk = disk;
    this.chunkSize = chunkSize;
  }

  /** The disk's bytes. */
  public long size() {
    return disk.size();
  }

  /** How many bytes a chunk has; the disk's last one may have fewer. */
  public int chunkSize() {
    return chunkSize;
  }

  /** Which chunks have data. The disk is gone through when this is asked first. */
  public synchronized ChunkMap map() throws IOException {
    if (map == null) {
      map = ChunkMap.of(disk, chunkSize);
    }
    return map;
  }

  /** The map, where somebody has asked for it. */
  synchronized @Nullable ChunkMap knownMap() {
    return map;
  }

  /**
   * An identifier that the same disk always has and others have not.
   *
   * @param purpose what it is for, so that files of one disk are told apart
   */
  public UUID id(String purpose) throws IOException {
    byte[] name = purpose.getBytes(StandardCharsets.UTF_8);
    ByteBuffer seed = ByteBuffer.allocate(name.length + 2 * Long.BYTES);
    seed.putLong(map().fingerprint()).putLong(size()).put(name);
    return UUID.nameUUIDFromBytes(seed.array());
  }
}
