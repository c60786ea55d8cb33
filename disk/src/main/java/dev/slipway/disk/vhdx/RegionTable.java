package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the block allocation table and the metadata are (section 2.2.3). */
record RegionTable(Region bat, Region metadata) {
  static final long FIRST = 192 << 10;
  static final long SECOND = 256 << 10;
  static final int BYTES = 64 << 10;

  private static final int SIGNATURE = 0x69676572;
  private static final int HEADER = 16;
  private static final int ENTRY = 32;
  private static final int MOST = 2047;

  /** From the first copy that fits its checksum; both have the same. */
  static RegionTable read(FileSource file) throws IOException {
    long at = FIRST;
    ByteBuffer bytes = valid(file, FIRST);
    if (bytes == null) {
      at = SECOND;
      bytes = valid(file, SECOND);
    }
    if (bytes == null) {
      throw Fault.at(
          file.name(), FIRST, "region table", "neither of the two copies fits its checksum");
    }
    return parse(file, at, bytes);
  }

  /** A copy of the table, null where it is not valid. */
  static @Nullable ByteBuffer valid(FileSource file, long at) throws IOException {
    ByteBuffer bytes = file.bytes(at, BYTES, ByteOrder.LITTLE_ENDIAN, "region table");
    return bytes.getInt(0) == SIGNATURE && Checksum.fits(bytes) ? bytes : null;
  }

  private static RegionTable parse(FileSource file, long at, ByteBuffer bytes) throws IOException {
    int count = bytes.getInt(8);
    if (count < 0 || count > MOST) {
      throw Fault.at(
          file.name(),
          at + 8,
          "EntryCount",
          "%s is more than %d".formatted(Integer.toUnsignedString(count), MOST));
    }
    Map<UUID, Region> found = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      int entry = HEADER + i * ENTRY;
      UUID id = GuidBytes.get(bytes, entry);
      boolean required = (bytes.getInt(entry + 28) & 1) != 0;
      if (!id.equals(Guids.BAT) && !id.equals(Guids.METADATA)) {
        if (required) {
          throw Fault.at(
              file.name(),
              at + entry,
              "Guid",
              "the region %s is required and not known here".formatted(id));
        }
        continue;
      }
      if (found.put(id, region(file, at + entry, bytes, entry)) != null) {
        throw Fault.at(
            file.name(), at + entry, "Guid", "the region %s is there twice".formatted(id));
      }
    }
    return of(file, at, found);
  }

  private static Region region(FileSource file, long place, ByteBuffer bytes, int entry)
      throws IOException {
    long offset = bytes.getLong(entry + 16);
    long length = Integer.toUnsignedLong(bytes.getInt(entry + 24));
    if (offset < Region.UNIT || offset % Region.UNIT != 0) {
      throw Fault.at(
          file.name(),
          place + 16,
          "FileOffset",
          "0x%x is not a multiple of 1 MiB, from 1 MiB on".formatted(offset));
    }
    if (length == 0 || length % Region.UNIT != 0 || offset > file.size() - length) {
      throw Fault.at(
          file.name(),
          place + 24,
          "Length",
          "0x%x is no multiple of 1 MiB, or ends beyond the file's end".formatted(length));
    }
    return new Region(offset, length);
  }

  private static RegionTable of(FileSource file, long at, Map<UUID, Region> found)
      throws IOException {
    Region bat = found.get(Guids.BAT);
    Region metadata = found.get(Guids.METADATA);
    if (bat == null || metadata == null) {
      throw Fault.at(
          file.name(),
          at + HEADER,
          "region table",
          "it does not name %s".formatted(bat == null ? "a BAT" : "metadata"));
    }
    if (bat.overlaps(metadata)) {
      throw Fault.at(file.name(), at + HEADER, "region table", "BAT and metadata overlap");
    }
    return new RegionTable(bat, metadata);
  }

  byte[] bytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0, SIGNATURE).putInt(8, 2);
    put(out, HEADER, Guids.BAT, bat);
    put(out, HEADER + ENTRY, Guids.METADATA, metadata);
    Checksum.put(out);
    return out.array();
  }

  private static void put(ByteBuffer out, int at, UUID id, Region region) {
    GuidBytes.put(out, at, id);
    out.putLong(at + 16, region.offset()).putInt(at + 24, (int) region.length()).putInt(at + 28, 1);
  }
}
