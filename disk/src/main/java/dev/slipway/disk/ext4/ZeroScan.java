package dev.slipway.disk.ext4;

import dev.slipway.disk.parallel.SideBySide;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.HostHoles;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Looks through larger files for blocks of zeros, which become holes, except a file's first block:
 * GRUB 2.06 cannot read a file that starts with a hole. What the file itself has as holes on its
 * own disk does not count, so that every copy of it gives the same volume.
 */
final class ZeroScan {
  /** Smaller files have no holes. */
  private static final int LEAST = 64 << 10;

  /** For larger files the holes that they have on their own disk are asked for, and not read. */
  private static final int WITH_HOLES = 4 << 20;

  private static final int PIECE = 256 << 10;

  private final List<Inode> files;
  private final AtomicInteger next = new AtomicInteger();

  private ZeroScan(List<Inode> files) {
    this.files = files;
  }

  /** Finds the holes of all files that are large enough. */
  static void of(List<Inode> inodes) throws IOException {
    List<Inode> large = new ArrayList<>();
    for (Inode inode : inodes) {
      if (inode.body instanceof Body.Data data && data.content.size() >= LEAST) {
        large.add(inode);
      }
    }
    SideBySide.run(new ZeroScan(large)::work);
  }

  private void work() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(PIECE);
    try {
      for (int i = next.getAndIncrement(); i < files.size(); i = next.getAndIncrement()) {
        Inode inode = files.get(i);
        if (inode.body instanceof Body.Data data) {
          data.runs = runs(inode, data.content, buffer);
        }
      }
    } finally {
      next.set(files.size()); // after a failure, the others are to end too
    }
  }

  private static long[] runs(Inode inode, Content content, ByteBuffer buffer) throws IOException {
    Runs runs = new Runs();
    runs.add(0);
    switch (content) {
      case Content.Bytes(var bytes) -> look(ByteBuffer.wrap(bytes), 0, runs);
      case Content.Stored stored -> read(stored, inode, buffer, runs);
      // Parts of other images are taken as they are.
      case Content.Slice slice -> runs.all(Math.ceilDiv(slice.size(), Format.BLOCK));
    }
    return runs.toArray();
  }

  private static void read(Content.Stored stored, Inode inode, ByteBuffer buffer, Runs runs)
      throws IOException {
    try (FileChannel channel = stored.open()) {
      if (stored.size() < WITH_HOLES) {
        read(channel, 0, stored.size(), buffer, runs);
        return;
      }
      try (HostHoles holes = new HostHoles(stored.path(), stored.size())) {
        long at = holes.nextData(0);
        while (at < stored.size()) {
          long end = holes.nextHole(at);
          read(channel, at / Format.BLOCK * Format.BLOCK, end, buffer, runs);
          at = holes.nextData(end);
        }
      }
    } catch (EOFException _) {
      throw Sources.changed(inode, stored);
    } catch (NoSuchFileException e) {
      throw Sources.gone(inode, stored, e);
    }
  }

  private static void read(FileChannel channel, long from, long to, ByteBuffer buffer, Runs runs)
      throws IOException {
    for (long at = from; at < to; at += PIECE) {
      buffer.clear().limit((int) Math.min(PIECE, to - at));
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, at + buffer.position()) < 0) {
          throw new EOFException();
        }
      }
      look(buffer.flip(), at / Format.BLOCK, runs);
    }
  }

  private static void look(ByteBuffer bytes, long firstBlock, Runs runs) {
    for (int at = 0; at < bytes.limit(); at += Format.BLOCK) {
      if (!isZero(bytes, at, Math.min(at + Format.BLOCK, bytes.limit()))) {
        runs.add(firstBlock + at / Format.BLOCK);
      }
    }
  }

  private static boolean isZero(ByteBuffer bytes, int from, int to) {
    int at = from;
    for (; at + 8 <= to; at += 8) {
      if (bytes.getLong(at) != 0) {
        return false;
      }
    }
    for (; at < to; at++) {
      if (bytes.get(at) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Collects blocks into stretches. */
  private static final class Runs {
    private long[] cells = new long[2];
    private int length;

    void add(long block) {
      if (length > 0 && block < cells[length - 2] + cells[length - 1]) {
        return; // there already
      }
      if (length > 0 && cells[length - 2] + cells[length - 1] == block) {
        cells[length - 1]++;
        return;
      }
      if (length == cells.length) {
        cells = Arrays.copyOf(cells, 2 * length);
      }
      cells[length++] = block;
      cells[length++] = 1;
    }

    void all(long blocks) {
      cells[0] = 0;
      cells[1] = blocks;
      length = 2;
    }

    long[] toArray() {
      return Arrays.copyOf(cells, length);
    }
  }
}
