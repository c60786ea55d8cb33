package dev.slipway.disk.convert;

import java.util.List;

/** A piece of a disk on its way to encoders. */
public final class Chunk {
  private final byte[] bytes;
  private final int offset;
  private final long position;
  private final int length;
  private final List<Packing> packings;
  private final Packed[] packed;

  Chunk(
      byte[] bytes,
      int offset,
      long position,
      int length,
      List<Packing> packings,
      Packed[] packed) {
    this.bytes = bytes;
    this.offset = offset;
    this.position = position;
    this.length = length;
    this.packings = packings;
    this.packed = packed;
  }

  /** Where it lies in the disk, in bytes from its start: a multiple of the chunk size. */
  public long position() {
    return position;
  }

  /** How many bytes it has: the chunk size, or fewer at the disk's end. */
  public int length() {
    return length;
  }

  /** The byte of the disk after it. */
  public long end() {
    return position + length;
  }

  /** Has its bytes, from {@link #offset} on; not to be written to. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where its bytes are in the array. */
  public int offset() {
    return offset;
  }

  /** Its bytes made smaller in a way that the encoder asked for. */
  public Packed packed(Packing packing) {
    return packed[packings.indexOf(packing)];
  }
}
