package dev.slipway.disk.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * A table of numbers in a file, of any length: read by the page, and only the page that was used
 * last is kept. Several threads may read.
 */
public final class EntryTable {
  private static final int PAGE = 64 << 10;

  private final FileSource file;
  private final long offset;
  private final long entries;
  private final int width;
  private final ByteOrder order;
  private final String field;
  private volatile @Nullable Page last;

  private record Page(long number, ByteBuffer bytes) {}

  /**
   * A table.
   *
   * @param offset bytes from the file's start
   * @param width an entry's bytes: 4 or 8
   * @param field the specification's name of the table
   * @throws dev.slipway.disk.DiskException where the file ends before the table does
   */
  public EntryTable(
      FileSource file, long offset, long entries, int width, ByteOrder order, String field)
      throws IOException {
    if (offset < 0 || offset > file.size() || entries > (file.size() - offset) / width) {
      throw Fault.at(
          file.name(),
          offset,
          field,
          "its %d entries do not end before the file does, at 0x%x: it was cut short or is damaged"
              .formatted(entries, file.size()));
    }
    this.file = file;
    this.offset = offset;
    this.entries = entries;
    this.width = width;
    this.order = order;
    this.field = field;
  }

  /** How many there are. */
  public long entries() {
    return entries;
  }

  /** Where an entry is, in bytes from the file's start. */
  public long place(long index) {
    return offset + index * width;
  }

  /** An entry; one of 4 bytes is without a sign. */
  public long get(long index) throws IOException {
    int perPage = PAGE / width;
    Page page = last;
    if (page == null || page.number != index / perPage) {
      page = page(index / perPage, perPage);
      last = page;
    }
    int at = (int) (index % perPage) * width;
    return width == Long.BYTES
        ? page.bytes.getLong(at)
        : Integer.toUnsignedLong(page.bytes.getInt(at));
  }

  private Page page(long number, int perPage) throws IOException {
    long first = number * perPage;
    int count = (int) Math.min(perPage, entries - first);
    return new Page(number, file.bytes(place(first), count * width, order, field));
  }
}
