package dev.slipway.disk;

import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.vhd.VhdDisk;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a disk lies in its file. */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2"),
  VHD("vhd");

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
      // QEMU calls VHD after Virtual PC.
      if (format.label.equals(label.equals("vpc") ? "vhd" : label)) {
        return format;
      }
    }
    throw new DiskException(
        "'%s' is no disk format known here; known are %s"
            .formatted(
                label,
                Arrays.stream(values()).map(DiskFormat::label).collect(Collectors.joining(", "))));
  }

  /** Finds the format by what is in the file; what nothing else claims is raw. */
  public static DiskFormat probe(Path file) throws IOException {
    try (FileSource bytes = FileSource.open(file)) {
      return probe(bytes);
    }
  }

  /** Finds the format by what is in the file; what nothing else claims is raw. */
  public static DiskFormat probe(FileSource file) throws IOException {
    if (file.size() >= Integer.BYTES
        && file.bytes(0, Integer.BYTES, ByteOrder.BIG_ENDIAN, "magic").getInt(0) == QCOW2_MAGIC) {
      return QCOW2;
    }
    return VhdDisk.is(file) ? VHD : RAW;
  }
}
