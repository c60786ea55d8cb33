package dev.slipway.disk;

import dev.slipway.disk.archive.ArchiveDisk;
import dev.slipway.disk.archive.DiskOpener;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.vhd.VhdDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a disk lies in its file. */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2"),
  VHDX("vhdx"),
  VDI("vdi");

  private static final int QCOW2_MAGIC = 0x514649fb;
  private static final long VHDX_MAGIC = 0x7668647866696c65L;
  private static final int VDI_MAGIC = 0x7f10dabe;
  private static final int VDI_MAGIC_AT = 0x40;

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
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      // What the file does not have stays zero, which is nobody's first bytes.
      ByteBuffer start = ByteBuffer.allocate(VDI_MAGIC_AT + Integer.BYTES);
      while (start.hasRemaining() && channel.read(start, start.position()) >= 0) {
        // A read may bring less than was asked for.
      }
      return probe(start);
    }
  }

  private static DiskFormat probe(ByteBuffer start) {
    if (start.getInt(0) == QCOW2_MAGIC) {
      return QCOW2;
    }
    if (start.getLong(0) == VHDX_MAGIC) {
      return VHDX;
    }
    return start.getInt(VDI_MAGIC_AT) == VDI_MAGIC ? VDI : RAW;
  }
}
