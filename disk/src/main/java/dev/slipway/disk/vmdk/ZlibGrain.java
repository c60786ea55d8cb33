package dev.slipway.disk.vmdk;

import dev.slipway.disk.convert.Chunk;
import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packed;
import dev.slipway.disk.convert.Packing;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/**
 * A grain as a zlib stream (RFC 1950), always a whole one: readers ask for the bytes beyond the
 * disk's end too.
 */
final class ZlibGrain {
  private static final byte[] HEADER = {0x78, 0x01};

  /** An empty last block. */
  private static final byte[] LAST = {3, 0};

  private final Packed packed;
  private final byte[] end;
  private final int adler;

  private ZlibGrain(Packed packed, byte[] end, int adler) {
    this.packed = packed;
    this.end = end;
    this.adler = adler;
  }

  static ZlibGrain of(Chunk chunk, Packing packing) {
    Adler32 adler = new Adler32();
    adler.update(chunk.bytes(), chunk.offset(), chunk.length());
    byte[] zeros = new byte[Layout.GRAIN_BYTES - chunk.length()];
    adler.update(zeros);
    byte[] end = zeros.length == 0 ? LAST : deflated(zeros);
    return new ZlibGrain(chunk.packed(packing), end, (int) adler.getValue());
  }

  private static byte[] deflated(byte[] zeros) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(zeros);
      deflater.finish();
      // Zeros shrink to a thousandth.
      byte[] bytes = new byte[1024];
      return Arrays.copyOf(bytes, deflater.deflate(bytes));
    } finally {
      deflater.end();
    }
  }

  int length() {
    return HEADER.length + packed.length() + end.length + Integer.BYTES;
  }

  void write(Output output) throws IOException {
    output.write(HEADER);
    output.write(packed.bytes(), packed.offset(), packed.length());
    output.write(end);
    output.write(ByteBuffer.allocate(Integer.BYTES).putInt(adler).array());
  }
}
