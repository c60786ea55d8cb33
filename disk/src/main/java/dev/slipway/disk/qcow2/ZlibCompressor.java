package dev.slipway.disk.qcow2;

import java.util.zip.Deflater;

/** Deflate without zlib's header and checksum, as images have it. */
final class ZlibCompressor implements Compressor {
  private final Deflater deflater;

  ZlibCompressor(int level) {
    deflater = new Deflater(level, true);
  }

  @Override
  public int compress(byte[] input, int from, int count, byte[] output, int at, int most) {
    deflater.reset();
    deflater.setInput(input, from, count);
    deflater.finish();
    int done = deflater.deflate(output, at, most);
    return deflater.finished() ? done : 0;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
