package dev.slipway.queue.source;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Reads zips by their directory, which says what is a link, as unzip does. */
final class ZipEntries {
  private static final int LONGEST_TARGET = 4096;
  private static final int LARGEST_DIRECTORY = 16 << 20;

  /** The end of a directory without its comment (APPNOTE, section 4.3.16). */
  private static final int END = 22;

  private static final int END_SIGNATURE = 0x06054b50;

  private ZipEntries() {}

  static void read(Path file, Entry.Taker taker) throws IOException {
    checkDirectory(file);
    try (ZipFile zip = ZipFile.builder().setPath(file).setCharset(StandardCharsets.UTF_8).get()) {
      for (ZipArchiveEntry e : Collections.list(zip.getEntriesInPhysicalOrder())) {
        if (e.getName().contains("\\")) {
          throw PathName.refuse(e.getName(), "has a backslash in it; zips have slashes in paths");
        }
        if (!zip.canReadEntryData(e)) {
          throw PathName.refuse(e.getName(), "is encrypted, or compressed in an unusual way");
        }
        try (InputStream content = zip.getInputStream(e)) {
          one(e, content, taker);
        }
      }
    }
  }

  private static void one(ZipArchiveEntry entry, InputStream content, Entry.Taker taker)
      throws IOException {
    boolean link = entry.isUnixSymlink();
    String target =
        link ? new String(content.readNBytes(LONGEST_TARGET), StandardCharsets.UTF_8) : "";
    Entry.Kind kind =
        link ? Entry.Kind.LINK : entry.isDirectory() ? Entry.Kind.FOLDER : Entry.Kind.FILE;
    boolean executable = (entry.getUnixMode() & 0100) != 0;
    taker.take(new Entry(entry.getName(), kind, executable, target), content);
  }

  /** The directory is read into memory: its size is looked at before. */
  private static void checkDirectory(Path file) throws IOException {
    try (RandomAccessFile zip = new RandomAccessFile(file.toFile(), "r")) {
      int length = (int) Math.min(zip.length(), END + 0xffff);
      byte[] tail = new byte[length];
      zip.seek(zip.length() - length);
      zip.readFully(tail);
      ByteBuffer bytes = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      for (int at = length - END; at >= 0; at--) {
        if (bytes.getInt(at) == END_SIGNATURE) {
          long start = Integer.toUnsignedLong(bytes.getInt(at + 16));
          if (zip.length() - start > LARGEST_DIRECTORY) {
            throw new QueueException(Code.TOO_LARGE, "the zip has too many files in it");
          }
          return;
        }
      }
      throw new QueueException(
          Code.INVALID, "the upload is no whole zip: its directory is missing");
    }
  }
}
