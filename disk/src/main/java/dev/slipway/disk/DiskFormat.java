package dev.slipway.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How a disk lies in its file. */
public enum DiskFormat {
  RAW("raw"),
  QCOW2("qcow2"),
  VMDK("vmdk");

  private static final int QCOW2_MAGIC = 0x514649fb;

  private static final int VMDK_MAGIC = 0x4b444d56;
  private static final String VMDK_TEXT = "# Disk DescriptorFile";

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
      ByteBuffer start = ByteBuffer.allocate(VMDK_TEXT.length());
      int count = channel.read(start, 0);
      int magic = count < Integer.BYTES ? 0 : start.getInt(0);
      if (magic == QCOW2_MAGIC) {
        return QCOW2;
      }
      String text = new String(start.array(), StandardCharsets.ISO_8859_1);
      return magic == VMDK_MAGIC || text.equalsIgnoreCase(VMDK_TEXT) ? VMDK : RAW;
    }
  }
}
