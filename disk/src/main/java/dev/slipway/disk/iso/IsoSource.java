package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * An image that is read, with bounds on what it can make its reader do: everything that is read of
 * directories is paid from a budget that follows from the image's size, not from numbers in it.
 */
final class IsoSource {
  private static final long MAX_NODES = 1 << 20;
  private static final long SPARE = 1 << 20;

  private final Path image;
  private final DiskSource source;
  private long bytesLeft;
  private long nodesLeft = MAX_NODES;

  IsoSource(Path image, DiskSource source) {
    this.image = image;
    this.source = source;
    this.bytesLeft = 4 * source.size() + SPARE;
  }

  Path image() {
    return image;
  }

  /** Reads bytes that are part of directories or of what describes them. */
  ByteBuffer read(long position, int length) throws IOException {
    bytesLeft -= length;
    if (bytesLeft < 0) {
      throw wrong(position, "its directories are larger than the image");
    }
    check(position, length);
    ByteBuffer bytes = ByteBuffer.allocate(length);
    source.read(position, bytes);
    return bytes.flip();
  }

  ByteBuffer sector(long sector) throws IOException {
    return read(sector * IsoRecord.SECTOR, IsoRecord.SECTOR);
  }

  /** Makes sure that a stretch lies in the image. */
  void check(long position, long length) throws DiskException {
    if (position < 0 || length < 0 || length > source.size() - position) {
      throw wrong(
          position,
          "%d bytes are said to be there, but the image ends at %d"
              .formatted(length, source.size()));
    }
  }

  /** To be called for each name. */
  void countNode(long position) throws DiskException {
    if (--nodesLeft < 0) {
      throw wrong(position, "more than %d names".formatted(MAX_NODES));
    }
  }

  DiskException wrong(long position, String what) {
    return new DiskException("%s: byte %d: %s".formatted(image, position, what));
  }
}
