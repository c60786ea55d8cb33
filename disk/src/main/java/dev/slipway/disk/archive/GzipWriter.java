package dev.slipway.disk.archive;

import dev.slipway.disk.convert.Output;
import dev.slipway.disk.convert.Packed;
import dev.slipway.disk.deflate.Deflate;
import java.io.IOException;
import java.util.zip.CRC32;

/** Writes one member of gzip (RFC 1952) of parts, of which some are deflated already. */
public final class GzipWriter {
  private final Output output;
  private final Deflate deflate;
  private final CRC32 crc = new CRC32();
  private long length;

  /**
   * Begins a member.
   *
   * @param level how hard to deflate what is not: 1 to 9
   */
  public GzipWriter(Output output, int level) throws IOException {
    this.output = output;
    this.deflate = new Deflate(level);
    output.write(header());
  }

  /** The header: deflate, no name, no time, no system. */
  public static byte[] header() {
    return new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  }

  /** What comes after the blocks: an empty last one, the checksum, the length. */
  public static byte[] ending(long crc, long length) {
    byte[] bytes = new byte[10];
    bytes[0] = 3;
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[2 + i] = (byte) (crc >>> 8 * i);
      bytes[6 + i] = (byte) (length >>> 8 * i);
    }
    return bytes;
  }

  /** Takes some bytes. */
  public void write(byte[] bytes) throws IOException {
    byte[] packed = new byte[bytes.length + bytes.length / 128 + 64];
    int count = deflate.compressPart(bytes, 0, bytes.length, packed, 0);
    write(bytes, 0, bytes.length, new Packed(packed, 0, count));
  }

  /** Takes bytes with their deflated blocks, of which none is the last. */
  public void write(byte[] bytes, int offset, int count, Packed packed) throws IOException {
    crc.update(bytes, offset, count);
    length += count;
    output.write(packed.bytes(), packed.offset(), packed.length());
  }

  /** Ends the member. */
  public void finish() throws IOException {
    output.write(ending(crc.getValue(), length));
  }
}
