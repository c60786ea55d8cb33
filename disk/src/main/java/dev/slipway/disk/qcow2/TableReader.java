package dev.slipway.disk.qcow2;

import dev.slipway.disk.file.Fault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers from tables in a file, through at most 8 MiB of pages kept. Pages don't change once
 * read, so that threads that read need no lock; whoever writes keeps them out meanwhile.
 */
final class TableReader {
  private static final int PAGE_BITS = 13;
  private static final int PAGES = 1024;

  private final Path file;
  private final FileChannel channel;
  private final AtomicReferenceArray<@Nullable Page> pages = new AtomicReferenceArray<>(PAGES);

  private record Page(long number, ByteBuffer bytes) {}

  TableReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * The big-endian number of 8 bytes at a place in the file.
   *
   * @param offset bytes from the file's start, a multiple of 8
   * @param field the table's name, for the fault when the file ends before it
   */
  long entry(long offset, String field) throws IOException {
    ByteBuffer page = page(offset >>> PAGE_BITS);
    int at = (int) (offset & ((1 << PAGE_BITS) - 1));
    if (at > page.limit() - Long.BYTES) {
      throw Fault.at(
          file, offset, field, "the file ends before it: it was cut short or is damaged");
    }
    return page.getLong(at);
  }

  /** Writes one number of 8 bytes, in one go. */
  void put(long offset, long value) throws IOException {
    write(offset, ByteBuffer.allocate(Long.BYTES).putLong(0, value));
  }

  /** Writes bytes of tables. */
  void write(long offset, ByteBuffer bytes) throws IOException {
    long last = offset + bytes.remaining() - 1;
    try {
      FileBytes.write(channel, offset, bytes);
    } finally {
      for (long number = offset >>> PAGE_BITS; number <= last >>> PAGE_BITS; number++) {
        forget(number);
      }
    }
  }

  private void forget(long number) {
    int slot = (int) (number & (PAGES - 1));
    Page kept = pages.get(slot);
    if (kept != null && kept.number == number) {
      pages.set(slot, null);
    }
  }

  private ByteBuffer page(long number) throws IOException {
    int slot = (int) (number & (PAGES - 1));
    Page kept = pages.get(slot);
    if (kept != null && kept.number == number) {
      return kept.bytes;
    }
    ByteBuffer bytes = ByteBuffer.allocate(1 << PAGE_BITS);
    FileBytes.fill(channel, number << PAGE_BITS, bytes);
    bytes.flip();
    pages.set(slot, new Page(number, bytes));
    return bytes;
  }
}
