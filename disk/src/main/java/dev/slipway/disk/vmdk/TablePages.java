package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers from tables in a file, through at most 4 MiB of pages kept. Pages don't change once
 * read, so that threads need no lock.
 */
final class TablePages {
  private static final int PAGE_BITS = 12;
  private static final int PAGES = 1024;

  private final FileSource file;
  private final AtomicReferenceArray<@Nullable Page> pages = new AtomicReferenceArray<>(PAGES);

  private record Page(long number, ByteBuffer bytes) {}

  TablePages(FileSource file) {
    this.file = file;
  }

  /**
   * The number of 4 bytes at a place in the file.
   *
   * @param offset bytes from the file's start, a multiple of 4
   * @param field the table's name, for the fault when the file ends before it
   */
  long entry(long offset, String field) throws IOException {
    if (offset < 0 || offset > file.size() - Integer.BYTES) {
      throw Fault.at(
          file.name(), offset, field, "the file ends before it: it was cut short or is damaged");
    }
    ByteBuffer page = page(offset >>> PAGE_BITS);
    return Integer.toUnsignedLong(page.getInt((int) (offset & ((1 << PAGE_BITS) - 1))));
  }

  private ByteBuffer page(long number) throws IOException {
    int slot = (int) (number & (PAGES - 1));
    Page kept = pages.get(slot);
    if (kept != null && kept.number == number) {
      return kept.bytes;
    }
    long start = number << PAGE_BITS;
    int count = (int) Math.min(1 << PAGE_BITS, file.size() - start);
    ByteBuffer bytes = file.bytes(start, count, ByteOrder.LITTLE_ENDIAN, "grain table");
    pages.set(slot, new Page(number, bytes));
    return bytes;
  }
}
