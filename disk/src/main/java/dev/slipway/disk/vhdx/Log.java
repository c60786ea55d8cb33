package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The log as it lies in the file: a ring of sectors.
 *
 * @param file the whole file, as it is
 * @param id names the entries that count
 * @param offset bytes from the file's start
 * @param sectors of 4 KiB
 */
record Log(FileSource file, UUID id, long offset, int sectors) {
  static final int SECTOR = 4096;

  /** Hyper-V's have 1 MiB; more than this is not worth the memory that it may take. */
  static final long MOST = 64 << 20;

  static Log of(FileSource file, Header header) throws IOException {
    long length = header.logLength();
    if (length == 0 || length > MOST || length % Region.UNIT != 0) {
      throw Fault.at(
          file.name(),
          Header.FIRST + 68,
          "LogLength",
          "%d is not a multiple of 1 MiB, up to 64 MiB".formatted(length));
    }
    long offset = header.logOffset();
    if (offset < Region.UNIT || offset % Region.UNIT != 0 || offset > file.size() - length) {
      throw Fault.at(
          file.name(),
          Header.FIRST + 72,
          "LogOffset",
          "0x%x is no multiple of 1 MiB, or the log ends beyond the file's end".formatted(offset));
    }
    return new Log(file, header.log(), offset, (int) (length / SECTOR));
  }

  /** Where a sector is in the file; those after the ring's end are at its start again. */
  long place(long sector) {
    return offset + sector % sectors * SECTOR;
  }

  ByteBuffer sector(long sector) throws IOException {
    return file.bytes(place(sector), SECTOR, ByteOrder.LITTLE_ENDIAN, "log");
  }
}
