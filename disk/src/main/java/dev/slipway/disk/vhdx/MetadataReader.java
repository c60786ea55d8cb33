package dev.slipway.disk.vhdx;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.partition.GuidBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Reads a metadata region (section 2.6), and refuses what is not known but required. */
final class MetadataReader {
  private static final int MOST = 2047;

  /** Known items, and how many bytes are read of each. */
  private static final Map<UUID, Integer> KNOWN =
      Map.of(
          Guids.FILE_PARAMETERS, 8,
          Guids.DISK_SIZE, 8,
          Guids.DISK_ID, 16,
          Guids.LOGICAL_SECTOR, 4,
          Guids.PHYSICAL_SECTOR, 4,
          Guids.PARENT_LOCATOR, 20);

  private final FileSource file;
  private final Region region;
  private final Map<UUID, Long> places = new HashMap<>();

  private MetadataReader(FileSource file, Region region) {
    this.file = file;
    this.region = region;
  }

  static Metadata read(FileSource file, Region region) throws IOException {
    MetadataReader reader = new MetadataReader(file, region);
    reader.table();
    return reader.items();
  }

  private void table() throws IOException {
    Signatures.expect(file, region.offset(), Metadata.SIGNATURE, "metadata table");
    ByteBuffer table =
        file.bytes(region.offset(), Metadata.TABLE, ByteOrder.LITTLE_ENDIAN, "metadata table");
    int count = Short.toUnsignedInt(table.getShort(10));
    if (count > MOST) {
      throw fault(10, "EntryCount", "%d is more than %d".formatted(count, MOST));
    }
    for (int i = 0; i < count; i++) {
      entry(table, Metadata.HEADER + i * Metadata.ENTRY);
    }
  }

  private void entry(ByteBuffer table, int at) throws IOException {
    UUID id = GuidBytes.get(table, at);
    long offset = Integer.toUnsignedLong(table.getInt(at + 16));
    long length = Integer.toUnsignedLong(table.getInt(at + 20));
    int flags = table.getInt(at + 24);
    Integer known = KNOWN.get(id);
    // A user's item may have any name, also one of the system's.
    if (known == null || (flags & 1) != 0) {
      if ((flags & Metadata.REQUIRED) != 0) {
        throw fault(at, "ItemId", "the item %s is required and not known here".formatted(id));
      }
      return;
    }
    if (offset < Metadata.TABLE || offset + length > region.length() || length < known) {
      throw fault(
          at + 16,
          "Offset, Length",
          "0x%x bytes at 0x%x are not within the region, or too few".formatted(length, offset));
    }
    if (places.put(id, region.offset() + offset) != null) {
      throw fault(at, "ItemId", "the item %s is there twice".formatted(id));
    }
  }

  private Metadata items() throws IOException {
    ByteBuffer parameters = item(Guids.FILE_PARAMETERS, "file parameters");
    return new Metadata(
        blockSize(parameters.getInt(0)),
        (parameters.getInt(4) & 1) != 0,
        (parameters.getInt(4) & 2) != 0,
        size(item(Guids.DISK_SIZE, "virtual disk size").getLong(0)),
        sector(Guids.LOGICAL_SECTOR, "logical sector size"),
        sector(Guids.PHYSICAL_SECTOR, "physical sector size"),
        places.containsKey(Guids.DISK_ID)
            ? GuidBytes.get(item(Guids.DISK_ID, "virtual disk id"), 0)
            : Guids.NONE);
  }

  private ByteBuffer item(UUID id, String field) throws IOException {
    Long place = places.get(id);
    if (place == null) {
      throw fault(0, field, "the metadata does not have it");
    }
    return file.bytes(place, Objects.requireNonNull(KNOWN.get(id)), ByteOrder.LITTLE_ENDIAN, field);
  }

  private int blockSize(int value) throws IOException {
    if (value < Metadata.MIN_BLOCK || value > Metadata.MAX_BLOCK || Integer.bitCount(value) != 1) {
      throw itemFault(
          Guids.FILE_PARAMETERS,
          "BlockSize",
          "%s is no power of two from 1 MiB to 256 MiB".formatted(Integer.toUnsignedString(value)));
    }
    return value;
  }

  private long size(long value) throws IOException {
    if (value < 0 || value > Metadata.MAX_SIZE) {
      throw itemFault(
          Guids.DISK_SIZE,
          "virtual disk size",
          "%s is more than 64 TiB".formatted(Long.toUnsignedString(value)));
    }
    return value;
  }

  private int sector(UUID id, String field) throws IOException {
    int value = item(id, field).getInt(0);
    if (!Set.of(512, 4096).contains(value)) {
      throw itemFault(
          id, field, "%s is neither 512 nor 4096".formatted(Integer.toUnsignedString(value)));
    }
    return value;
  }

  private DiskException itemFault(UUID id, String field, String problem) {
    long place = Objects.requireNonNull(places.get(id));
    return Fault.at(file.name(), place, field, problem);
  }

  private DiskException fault(long at, String field, String problem) {
    return Fault.at(file.name(), region.offset() + at, field, problem);
  }
}
