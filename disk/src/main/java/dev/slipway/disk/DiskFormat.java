package dev.slipway.disk;

import dev.slipway.disk.archive.ArchiveDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a disk lies in its file. */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2"),
  /** A tar of a machine's description and its disk. */
  OVA("ova"),
  /** Any other tar with a disk in it. */
  BOX("box"),
  /** A file in gzip, xz, zstd, bzip2 or zip, that any other may be in. */
  COMPRESSED("compressed");

  private static final int QCOW2_MAGIC = 0x514649fb;

  private final String label;

  DiskFormat(String label) {
    this.label = label;
  }

  /** Its name in commands and in files, as qemu-img spells it. */
  public String label() {
    return label;
  }

  /** The format of that name. */
  public static DiskFormat named(String label) throws DiskException {
    for (DiskFormat format : values()) {
      if (format.label.equals(label)) {
        return format;
      }
    }
    throw new DiskException(
        "'%s' is no disk format known here; known are %s"
            .formatted(
                label,
                Arrays.stream(values()).map(DiskFormat::label).collect(Collectors.joining(", "))));
  }

  /** Finds the format by the file's first bytes; what nothing else claims is raw. */
  public static DiskFormat probe(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(512);
      int count = channel.read(start, 0);
      return probe(start.flip(), count);
    }
  }

  private static DiskFormat probe(ByteBuffer start, int count) {
    if (count >= Integer.BYTES && start.getInt(0) == QCOW2_MAGIC) {
      return QCOW2;
    }
    return ArchiveDisk.probe(start).orElse(RAW);
  }
}
