package dev.slipway.disk.vmdk;

import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A disk of extents, one after the other. */
final class JoinedDisk implements Disk {
  private final String name;
  private final TreeMap<Long, Piece> pieces;
  private final long size;

  /**
   * A piece of the disk.
   *
   * @param disk what holds its data; null where it is zeros
   * @param offset where the data starts in that
   */
  record Piece(long start, long length, @Nullable Disk disk, long offset) {
    long end() {
      return start + length;
    }
  }

  /**
   * @param name for messages
   * @param pieces the disk's, without gaps; closed with the disk
   */
  JoinedDisk(String name, List<Piece> pieces) {
    this.name = name;
    this.pieces = new TreeMap<>();
    for (Piece piece : pieces) {
      this.pieces.put(piece.start(), piece);
    }
    this.size = pieces.getLast().end();
  }

  @Override
  public long size() {
    return size;
  }

  private Piece at(long position) {
    Map.Entry<Long, Piece> entry = pieces.floorEntry(position);
    return Objects.requireNonNull(entry, "the first piece starts at zero").getValue();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    Objects.checkFromIndexSize(position, target.remaining(), size);
    int end = target.limit();
    long at = position;
    while (target.position() < end) {
      Piece piece = at(at);
      int count = (int) Math.min(end - target.position(), piece.end() - at);
      target.limit(target.position() + count);
      if (piece.disk() == null) {
        target.put(new byte[Math.min(count, 1 << 16)]);
        count = Math.min(count, 1 << 16);
      } else {
        piece.disk().read(piece.offset() + at - piece.start(), target);
      }
      target.limit(end);
      at += count;
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) throws IOException {
    Objects.checkFromToIndex(from, to, size);
    long at = from;
    while (at < to) {
      Piece piece = at(at);
      long end = Math.min(to, piece.end());
      Disk disk = piece.disk();
      if (disk != null) {
        long shift = piece.start() - piece.offset();
        Extent found = disk.nextExtent(at - shift, end - shift);
        if (found != null) {
          return new Extent(found.offset() + shift, found.length());
        }
      }
      at = end;
    }
    return null;
  }

  @Override
  public void write(long position, ByteBuffer source) throws IOException {
    throw new DiskException(name + ": a VMDK is only read here");
  }

  @Override
  public void flush() {
    // Nothing is written.
  }

  @Override
  public void close() throws IOException {
    List<Disk> disks = new ArrayList<>();
    for (Piece piece : pieces.values()) {
      if (piece.disk() != null) {
        disks.add(piece.disk());
      }
    }
    closeAll(disks);
  }

  /** Closes all, and fails with the first failure when all are closed. */
  static void closeAll(List<Disk> disks) throws IOException {
    IOException failure = null;
    for (Disk disk : disks) {
      try {
        disk.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
