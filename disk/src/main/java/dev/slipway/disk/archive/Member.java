package dev.slipway.disk.archive;

import dev.slipway.disk.Extent;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a tar, read where it is. Closing it closes nothing. */
record Member(FileSource archive, TarEntry entry) implements Content {
  @Override
  public String name() {
    return archive.name() + ": " + entry.name();
  }

  @Override
  public long size() {
    return entry.size();
  }

  @Override
  public void read(long position, ByteBuffer target) throws IOException {
    if (position < 0 || target.remaining() > size() - position) {
      throw Fault.at(name(), position, "data", "its %d bytes end before this".formatted(size()));
    }
    int end = target.limit();
    long at = position;
    for (int i = first(position); target.position() < end; ) {
      TarEntry.Piece piece = i < entry.pieces().size() ? entry.pieces().get(i) : null;
      int left = end - target.position();
      if (piece == null || at < piece.at()) {
        int count = (int) (piece == null ? left : Math.min(left, piece.at() - at));
        target.put(new byte[count]);
        at += count;
      } else {
        int count = (int) Math.min(left, piece.end() - at);
        archive.read(piece.stored() + at - piece.at(), target.limit(target.position() + count));
        target.limit(end);
        at += count;
        i++;
      }
    }
  }

  @Override
  public @Nullable Extent nextExtent(long from, long to) {
    int i = first(from);
    if (i == entry.pieces().size() || from >= to) {
      return null;
    }
    TarEntry.Piece piece = entry.pieces().get(i);
    long start = Math.max(from, piece.at());
    return start >= to ? null : new Extent(start, Math.min(to, piece.end()) - start);
  }

  /** The first piece that ends after a byte. */
  private int first(long position) {
    List<TarEntry.Piece> pieces = entry.pieces();
    int low = 0;
    int high = pieces.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pieces.get(middle).end() <= position) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void close() {
    // The archive is its owner's.
  }
}
