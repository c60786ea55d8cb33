package dev.slipway.disk.qcow2;

import dev.slipway.disk.deflate.Deflate;

/** Deflate without zlib's header and checksum, as images have it. */
final class ZlibCompressor implements Compressor {
  private final Deflate deflate;

  ZlibCompressor(int level) {
    deflate = new Deflate(level);
  }

  @Override
  public int compress(byte[] input, int from, int count, byte[] output, int at, int most) {
    return deflate.compress(input, from, count, output, at, most);
  }

  @Override
  public void close() {
    // It has nothing outside Java's memory.
  }
}
