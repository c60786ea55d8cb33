package dev.slipway.disk.vhdx;

import dev.slipway.disk.file.EntryTable;
import dev.slipway.disk.file.Fault;
import dev.slipway.disk.file.FileSource;
import java.io.IOException;
import java.nio.ByteOrder;

/**
 * What a file says of itself.
 *
 * @param file as it is once its log is replayed
 */
record VhdxFile(
    FileSource file,
    Header header,
    RegionTable regions,
    Metadata metadata,
    Blocks blocks,
    EntryTable bat) {
  static VhdxFile read(FileSource stored) throws IOException {
    Header header = Header.current(stored);
    FileSource file = ReplayedFile.of(stored, header);
    RegionTable regions = RegionTable.read(file);
    Metadata metadata = MetadataReader.read(file, regions.metadata());
    if (metadata.hasParent()) {
      throw Fault.at(
          file.name(),
          regions.metadata().offset(),
          "HasParent",
          "it has only what differs from a parent; merge it into that first (Merge-VHD)");
    }
    Blocks blocks = Blocks.of(metadata);
    Region bat = regions.bat();
    if (blocks.entries() > bat.length() / Long.BYTES) {
      throw Fault.at(
          file.name(),
          bat.offset(),
          "BAT",
          "its 0x%x bytes have no room for %d entries".formatted(bat.length(), blocks.entries()));
    }
    EntryTable entries =
        new EntryTable(
            file, bat.offset(), blocks.entries(), Long.BYTES, ByteOrder.LITTLE_ENDIAN, "BAT");
    return new VhdxFile(file, header, regions, metadata, blocks, entries);
  }
}
