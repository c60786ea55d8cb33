package dev.slipway.disk.iso;

import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.SinkWriter;
import dev.slipway.disk.Volume;
import dev.slipway.disk.tree.Directory;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.List;

/**
 * An ISO 9660 image (level 3) of a tree, with Rock Ridge (names, modes, owners, times, links,
 * devices, deep directories) and Joliet (names for Windows), as {@code genisoimage -RJ} makes them.
 * Extended attributes are lost. The same tree, label and time give the same bytes.
 */
public final class IsoVolume implements Volume {
  /** The first descriptor, behind the area that is kept for boot code. */
  private static final int FIRST_DESCRIPTOR = 16;

  private static final int DESCRIPTORS = 3;
  private static final long MAX_SECTORS = 0xFFFFFFFFL;

  private final String label;
  private final long time;
  private final IsoFiles files = new IsoFiles();
  private final List<Part> parts;
  private final long sectors;

  /** One of the two hierarchies and its path table. */
  private record Part(
      IsoNames.Kind kind, IsoHierarchy hierarchy, PathTable table, long tableSector) {}

  /**
   * Lays the image out.
   *
   * @param label the volume's name: 1 to 32 printable ASCII characters, written as given; Joliet
   *     has the first 16
   * @param time when the image was made, in seconds since 1970; files have their own times
   * @throws DiskException for a label, name or link target that an image cannot hold
   */
  public IsoVolume(Directory tree, String label, long time) throws DiskException {
    checkLabel(label);
    this.label = label;
    this.time = time;
    IsoHierarchy primary = IsoHierarchy.of(IsoNames.Kind.PRIMARY, files, tree);
    files.stopCounting();
    IsoHierarchy joliet = IsoHierarchy.of(IsoNames.Kind.JOLIET, files, tree);
    var primaryTable = new PathTable(primary.directories());
    var jolietTable = new PathTable(joliet.directories());
    long next = FIRST_DESCRIPTOR + DESCRIPTORS;
    long jolietTableSector = next + 2 * primaryTable.sectors();
    this.parts =
        List.of(
            new Part(IsoNames.Kind.PRIMARY, primary, primaryTable, next),
            new Part(IsoNames.Kind.JOLIET, joliet, jolietTable, jolietTableSector));
    next = jolietTableSector + 2 * jolietTable.sectors();
    next = joliet.place(primary.place(next));
    this.sectors = files.place(next);
    if (sectors > MAX_SECTORS) {
      throw new DiskException(
          "the image would have %d sectors; ISO 9660 counts to %d".formatted(sectors, MAX_SECTORS));
    }
  }

  private static void checkLabel(String label) throws DiskException {
    if (label.isEmpty()
        || label.length() > VolumeDescriptor.LABEL_LENGTH
        || label.isBlank()
        || !label.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw new DiskException(
          "'%s' cannot be an image's label; it has 1 to %d printable ASCII characters"
              .formatted(label, VolumeDescriptor.LABEL_LENGTH));
    }
  }

  @Override
  public long size() {
    return sectors * IsoRecord.SECTOR;
  }

  @Override
  public void writeTo(long offset, DiskSink sink) throws IOException {
    var out = new SinkWriter(sink, offset);
    out.seek(offset + (long) FIRST_DESCRIPTOR * IsoRecord.SECTOR);
    for (Part part : parts) {
      byte[] root = DirectoryBytes.root(part.hierarchy().root());
      out.write(
          VolumeDescriptor.of(
              part.kind(), label, sectors, part.table(), part.tableSector(), root, time));
    }
    out.write(VolumeDescriptor.terminator());
    for (Part part : parts) {
      out.write(part.table().bytes(ByteOrder.LITTLE_ENDIAN));
      out.write(part.table().bytes(ByteOrder.BIG_ENDIAN));
    }
    for (Part part : parts) {
      part.hierarchy().write(out);
    }
    files.write(offset, out);
    out.flush();
  }
}
