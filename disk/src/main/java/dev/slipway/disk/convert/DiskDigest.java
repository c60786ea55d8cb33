package dev.slipway.disk.convert;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.List;
import java.util.Map;

/** The digests of the disk's own bytes, which those of some files begin with. */
final class DiskDigest implements Consumer.Work {
  private final long size;
  private final Digests digests;
  private long position;

  DiskDigest(long size, List<String> algorithms) throws IOException {
    this.size = size;
    this.digests = new Digests(algorithms);
  }

  @Override
  public void start() {}

  @Override
  public void take(List<Chunk> chunks) {
    for (Chunk chunk : chunks) {
      zerosTo(chunk.position());
      digests.update(chunk.bytes(), chunk.offset(), chunk.length());
      position = chunk.end();
    }
  }

  @Override
  public void finish() {
    zerosTo(size);
  }

  private void zerosTo(long end) {
    digests.zeros(end - position);
    position = end;
  }

  Map<String, String> values() {
    return digests.copy().values();
  }

  /** The digests of a file that has the disk's bytes first. */
  Map<String, String> followedBy(FileChannel file) throws IOException {
    Digests whole = digests.copy();
    ByteBuffer block = ByteBuffer.allocate(1 << 16);
    long at = size;
    for (int count = file.read(block, at); count > 0; count = file.read(block, at)) {
      whole.update(block.array(), 0, count);
      at += count;
      block.clear();
    }
    return whole.values();
  }
}
