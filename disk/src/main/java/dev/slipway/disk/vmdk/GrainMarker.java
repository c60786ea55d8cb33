package dev.slipway.disk.vmdk;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What stands before a compressed grain.
 *
 * @param at where it is, in bytes from the file's start
 * @param lba the grain's first sector on the disk
 * @param size how many compressed bytes follow
 */
record GrainMarker(long at, long lba, int size) {
  static final int BYTES = 12;

  /**
   * Reads one.
   *
   * @param grain how many bytes a grain has
   */
  static GrainMarker read(FileSource file, long sector, int grain) throws IOException {
    long at = sector * SparseHeader.SECTOR;
    ByteBuffer bytes = file.bytes(at, BYTES, ByteOrder.LITTLE_ENDIAN, "grain marker");
    int size = bytes.getInt(8);
    // Deflate makes no data twice as long; the bound keeps damage from asking for memory.
    if (size <= 0 || size > 2 * grain) {
      throw Fault.at(
          file.name(),
          at + 8,
          "grain marker's size",
          "%s compressed bytes are none that a grain of %d bytes can have"
              .formatted(Integer.toUnsignedString(size), grain));
    }
    return new GrainMarker(at, bytes.getLong(0), size);
  }

  /** The byte after the grain's data. */
  long end() {
    return at + BYTES + size;
  }

  /**
   * The grain's bytes; zeros follow where the last grain has only what the disk has.
   *
   * @param grain how many bytes a grain has
   * @param needed how many of them the disk has
   */
  byte[] inflate(FileSource file, int grain, int needed) throws IOException {
    ByteBuffer data = file.bytes(at + BYTES, size, ByteOrder.LITTLE_ENDIAN, "compressed grain");
    byte[] bytes = new byte[grain];
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      int done = 0;
      int more = 1;
      while (more > 0 && !inflater.finished()) {
        more = inflater.inflate(bytes, done, grain - done);
        done += more;
      }
      // The last call sees the end of the stream and its Adler-32, which is checked there.
      if (done < needed || !inflater.finished()) {
        throw new DataFormatException("it has no end after " + done + " bytes");
      }
      return bytes;
    } catch (DataFormatException e) {
      String why = e.getMessage() == null ? "it is no zlib stream" : e.getMessage();
      throw Fault.at(file.name(), at + BYTES, "compressed grain", "it is damaged: " + why);
    } finally {
      inflater.end();
    }
  }
}
