package dev.slipway.disk.iso;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** The list of all directories, in both byte orders (9.4). */
record PathTable(List<IsoDirectory> directories) {
  private static final int HEADER = 8;

  /** Its length in bytes, in one byte order. */
  long size() {
    return directories.stream().mapToLong(PathTable::length).sum();
  }

  long sectors() {
    return IsoRecord.roundUp(size()) / IsoRecord.SECTOR;
  }

  private static int length(IsoDirectory directory) {
    int length = HEADER + directory.identifier.length;
    return length + length % 2;
  }

  byte[] bytes(ByteOrder order) {
    byte[] bytes = new byte[Math.toIntExact(sectors() * IsoRecord.SECTOR)];
    ByteBuffer out = ByteBuffer.wrap(bytes).order(order);
    for (IsoDirectory directory : directories) {
      int at = out.position();
      out.put((byte) directory.identifier.length).put((byte) 0);
      out.putInt((int) directory.sector);
      out.putShort((short) directory.parent.number);
      out.put(directory.identifier);
      out.position(at + length(directory));
    }
    return bytes;
  }
}
