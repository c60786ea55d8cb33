package dev.slipway.disk.iso;

import java.nio.ByteBuffer;

/** Writes a directory's records: itself, the one above, then its entries in order. */
final class DirectoryBytes {
  private DirectoryBytes() {}

  static byte[] of(IsoDirectory directory, long continuation) {
    byte[] bytes = new byte[Math.toIntExact(directory.size)];
    ByteBuffer out = ByteBuffer.wrap(bytes);
    put(out, new byte[] {0}, directory, directory.self, continuation);
    put(out, new byte[] {1}, directory.parent, directory.up, continuation);
    for (IsoEntry entry : directory.entries) {
      switch (entry.target) {
        case IsoEntry.Target.Below(IsoDirectory child) ->
            put(out, entry.identifier, child, entry.use, continuation);
        case IsoEntry.Target.Data(IsoFile file) -> putFile(out, entry, file, continuation);
        case IsoEntry.Target.Moved _, IsoEntry.Target.Nothing _ ->
            IsoRecord.put(
                out,
                entry.identifier,
                0,
                0,
                0,
                entry.node.metadata().mtime(),
                entry.use,
                continuation);
      }
    }
    return bytes;
  }

  /** The root's record, as descriptors hold it. */
  static byte[] root(IsoDirectory root) {
    byte[] bytes = new byte[IsoRecord.length(1, SystemUse.NONE)];
    put(ByteBuffer.wrap(bytes), new byte[] {0}, root, SystemUse.NONE, 0);
    return bytes;
  }

  private static void put(
      ByteBuffer out, byte[] identifier, IsoDirectory to, SystemUse use, long continuation) {
    long mtime = to.node.metadata().mtime();
    IsoRecord.put(
        out, identifier, IsoRecord.DIRECTORY, to.sector, to.size, mtime, use, continuation);
  }

  private static void putFile(ByteBuffer out, IsoEntry entry, IsoFile file, long continuation) {
    long left = file.content.size();
    long sector = file.sector;
    for (int i = 1; i <= file.sections(); i++) {
      long size = Math.min(left, IsoFile.MAX_SECTION);
      int flags = i < file.sections() ? IsoRecord.MORE_SECTIONS : 0;
      long mtime = entry.node.metadata().mtime();
      IsoRecord.put(out, entry.identifier, flags, sector, size, mtime, entry.use, continuation);
      left -= size;
      sector += size / IsoRecord.SECTOR;
    }
  }
}
