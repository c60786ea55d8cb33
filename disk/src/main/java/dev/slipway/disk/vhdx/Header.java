package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the two headers (section 2.2.2).
 *
 * @param sequence the header with the larger one counts
 * @param log names the log's entries that count; zero where none does
 * @param logLength bytes
 * @param logOffset bytes from the file's start
 */
record Header(
    long sequence,
    UUID fileWrite,
    UUID dataWrite,
    UUID log,
    int logVersion,
    int version,
    long logLength,
    long logOffset) {
  static final long FIRST = 64 << 10;
  static final long SECOND = 128 << 10;
  static final int BYTES = 4096;

  static final String FILE_SIGNATURE = "vhdxfile";
  private static final int SIGNATURE = 0x64616568;

  /** The one that counts (section 2.2.2: valid, and with the larger sequence number). */
  static Header current(FileSource file) throws IOException {
    Signatures.expect(file, 0, FILE_SIGNATURE, "file type identifier");
    Header first = read(file, FIRST);
    Header second = read(file, SECOND);
    if (first == null && second == null) {
      throw Fault.at(file.name(), FIRST, "header", "neither of the two headers fits its checksum");
    }
    Header found;
    if (first == null || second == null) {
      found = first == null ? Objects.requireNonNull(second) : first;
    } else {
      int order = Long.compareUnsigned(first.sequence, second.sequence);
      if (order == 0 && !first.equals(second)) {
        throw Fault.at(
            file.name(),
            FIRST + 8,
            "SequenceNumber",
            "both headers have %d".formatted(first.sequence));
      }
      found = order >= 0 ? first : second;
    }
    found.check(file);
    return found;
  }

  private void check(FileSource file) throws IOException {
    if (version != 1) {
      throw Fault.at(
          file.name(), FIRST + 66, "Version", "%d is not known, only 1".formatted(version));
    }
    if (dirty() && logVersion != 0) {
      throw Fault.at(
          file.name(), FIRST + 64, "LogVersion", "%d is not known, only 0".formatted(logVersion));
    }
  }

  /** One of the headers, null where it is not valid. */
  static @Nullable Header read(FileSource file, long at) throws IOException {
    ByteBuffer in = file.bytes(at, BYTES, ByteOrder.LITTLE_ENDIAN, "header");
    if (in.getInt(0) != SIGNATURE || !Checksum.fits(in)) {
      return null;
    }
    return new Header(
        in.getLong(8),
        GuidBytes.get(in, 16),
        GuidBytes.get(in, 32),
        GuidBytes.get(in, 48),
        Short.toUnsignedInt(in.getShort(64)),
        Short.toUnsignedInt(in.getShort(66)),
        Integer.toUnsignedLong(in.getInt(68)),
        in.getLong(72));
  }

  /** Whether there is a log to replay. */
  boolean dirty() {
    return !log.equals(Guids.NONE);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, SIGNATURE).putLong(8, sequence);
    GuidBytes.put(out, 16, fileWrite);
    GuidBytes.put(out, 32, dataWrite);
    GuidBytes.put(out, 48, log);
    out.putShort(64, (short) logVersion).putShort(66, (short) version);
    out.putInt(68, (int) logLength).putLong(72, logOffset);
    Checksum.put(out);
    return out.array();
  }
}
