package dev.slipway.disk.vdi;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a file begins with (VirtualBox's VDIHEADER1PLUS, little-endian).
 *
 * @param type 1 for blocks as they are needed, 2 for all blocks from the start on
 * @param map where the block map is, in bytes from the file's start
 * @param data where the first block is
 * @param size the disk's bytes
 * @param blockSize bytes
 * @param extra bytes before each block's data, for nothing
 * @param blocks how many entries the map has
 * @param allocated how many blocks the file has
 * @param id of the disk
 * @param modified changes when the disk does
 */
record Header(
    int type,
    long map,
    long data,
    long size,
    int blockSize,
    long extra,
    long blocks,
    long allocated,
    UUID id,
    UUID modified) {
  static final int DYNAMIC = 1;
  static final int STATIC = 2;
  static final int BYTES = 0x1d8;

  /** What 2³² bytes of a map have room for, as QEMU limits it. */
  static final long MOST_BLOCKS = 0x3fff_ffff;

  static final String TEXT = "<<< Oracle VM VirtualBox Disk Image >>>\n";

  private static final int SIGNATURE = 0xbeda107f;
  private static final int VERSION = 0x10001;
  private static final int SIZE = 0x190;
  private static final int SMALLEST_SIZE = 0x180;
  private static final int MOST_BLOCK_SIZE = 1 << 30;
  private static final UUID NONE = new UUID(0, 0);

  static Header read(FileSource file) throws IOException {
    ByteBuffer in = file.bytes(0, BYTES, ByteOrder.LITTLE_ENDIAN, "header");
    expect(file, in, 0x40, "signature", SIGNATURE);
    expect(file, in, 0x44, "version", VERSION);
    if (Integer.compareUnsigned(in.getInt(0x48), SMALLEST_SIZE) < 0) {
      throw Fault.at(file.name(), 0x48, "header size", "it is too small for version 1.1");
    }
    kind(file, in);
    Header header =
        new Header(
            in.getInt(0x4c),
            Integer.toUnsignedLong(in.getInt(0x154)),
            Integer.toUnsignedLong(in.getInt(0x158)),
            in.getLong(0x170),
            in.getInt(0x178),
            Integer.toUnsignedLong(in.getInt(0x17c)),
            Integer.toUnsignedLong(in.getInt(0x180)),
            Integer.toUnsignedLong(in.getInt(0x184)),
            GuidBytes.get(in, 0x188),
            GuidBytes.get(in, 0x198));
    header.check(file);
    return header;
  }

  private static void expect(FileSource file, ByteBuffer in, int at, String field, int wanted)
      throws IOException {
    if (in.getInt(at) != wanted) {
      throw Fault.at(
          file.name(), at, field, "0x%x is not known, only 0x%x".formatted(in.getInt(at), wanted));
    }
  }

  private static void kind(FileSource file, ByteBuffer in) throws IOException {
    int type = in.getInt(0x4c);
    boolean alone = GuidBytes.get(in, 0x1a8).equals(NONE) && GuidBytes.get(in, 0x1b8).equals(NONE);
    if (type == 3 || type == 4 || !alone) {
      throw Fault.at(
          file.name(),
          0x4c,
          "image type",
          "it has only what differs from a parent; clone the whole disk first (VBoxManage clonemedium)");
    }
    if (type != DYNAMIC && type != STATIC) {
      throw Fault.at(
          file.name(),
          0x4c,
          "image type",
          "%s is not known".formatted(Integer.toUnsignedString(type)));
    }
  }

  private void check(FileSource file) throws IOException {
    if (blockSize < 512 || blockSize > MOST_BLOCK_SIZE || Integer.bitCount(blockSize) != 1) {
      throw Fault.at(
          file.name(),
          0x178,
          "block size",
          "%s is no power of two from 512 to 1 GiB".formatted(Integer.toUnsignedString(blockSize)));
    }
    if (size < 0 || size > blocks * blockSize) {
      throw Fault.at(
          file.name(),
          0x170,
          "disk size",
          "%s bytes are more than %d blocks have".formatted(Long.toUnsignedString(size), blocks));
    }
    if (extra > MOST_BLOCK_SIZE) {
      throw Fault.at(file.name(), 0x17c, "block extra size", "%d is too much".formatted(extra));
    }
    if (map < BYTES - 16 || data < map) {
      throw Fault.at(
          file.name(),
          0x154,
          "offsets",
          "the map at 0x%x is not between header and data at 0x%x".formatted(map, data));
    }
  }

  /** Where a block's data is. */
  long place(long index) {
    return data + index * (blockSize + extra) + extra;
  }

  /** How many bytes of a block are the disk's. */
  int length(long block) {
    return Math.clamp(size - block * blockSize, 0, blockSize);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.put(0, TEXT.getBytes(StandardCharsets.US_ASCII));
    out.putInt(0x40, SIGNATURE).putInt(0x44, VERSION).putInt(0x48, SIZE).putInt(0x4c, type);
    out.putInt(0x154, (int) map).putInt(0x158, (int) data).putInt(0x168, 512);
    out.putLong(0x170, size).putInt(0x178, blockSize).putInt(0x17c, (int) extra);
    out.putInt(0x180, (int) blocks).putInt(0x184, (int) allocated);
    GuidBytes.put(out, 0x188, id);
    GuidBytes.put(out, 0x198, modified);
    return out.array();
  }
}
