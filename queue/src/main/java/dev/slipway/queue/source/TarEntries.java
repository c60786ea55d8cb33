package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads tars: ustar, GNU's and pax. */
final class TarEntries {
  private TarEntries() {}

  static void read(InputStream tar, Entry.Taker taker) throws IOException {
    try (TarArchiveInputStream entries = new Bounded(tar)) {
      for (TarArchiveEntry e = entries.getNextEntry(); e != null; e = entries.getNextEntry()) {
        taker.take(
            new Entry(
                e.getName(),
                kind(e),
                (e.getMode() & 0100) != 0,
                e.isSymbolicLink() ? e.getLinkName() : ""),
            entries);
      }
    }
  }

  private static Entry.Kind kind(TarArchiveEntry entry) {
    if (entry.isSymbolicLink()) {
      return Entry.Kind.LINK;
    }
    if (entry.isLink() || entry.isSparse()) {
      return Entry.Kind.OTHER;
    }
    if (entry.isDirectory()) {
      return Entry.Kind.FOLDER;
    }
    return entry.isFile() && !special(entry) ? Entry.Kind.FILE : Entry.Kind.OTHER;
  }

  private static boolean special(TarArchiveEntry entry) {
    return entry.isCharacterDevice() || entry.isBlockDevice() || entry.isFIFO();
  }

  /** Long names are read into memory as they come: these are as long as anybody likes otherwise. */
  private static final class Bounded extends TarArchiveInputStream {
    private static final int LONGEST = 64 * 1024;

    Bounded(InputStream tar) {
      super(tar, "UTF-8");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      TarArchiveEntry entry = getCurrentEntry();
      if (entry != null && isHeader(entry) && entry.getSize() > LONGEST) {
        throw new QueueException(
            Code.INVALID, "a header in the tar has %,d bytes".formatted(entry.getSize()));
      }
      return super.read(buffer, offset, length);
    }

    private static boolean isHeader(TarArchiveEntry entry) {
      return entry.isPaxHeader()
          || entry.isGlobalPaxHeader()
          || entry.isGNULongNameEntry()
          || entry.isGNULongLinkEntry();
    }
  }
}
