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
  VHD("vhd"),
  VHDX("vhdx"),
  VMDK("vmdk"),
  VDI("vdi"),
  /** A tar of a machine's description and its disk. */
  OVA("ova"),
  /** Any other tar with a disk in it. */
  BOX("box"),
  /** A file in gzip, xz, zstd, bzip2 or zip, that any other may be in. */
  COMPRESSED("compressed");

  private static final int QCOW2_MAGIC = 0x514649fb;
  private static final long VHDX_MAGIC = 0x7668647866696c65L;
  private static final int VMDK_MAGIC = 0x4b444d56;
  private static final String VMDK_DESCRIPTOR = "# Disk DescriptorFile";
  private static final int VDI_MAGIC = 0x7f10dabe;
  private static final int VDI_MAGIC_AT = 0x40;
  private static final int START = 512;

  private final String label;

  DiskFormat(String label) {
    this.label = label;
  }

  /** Its name in commands and in files. */
  public String label() {
    return label;
  }

  /**
   * Whether machines can start from it as it is: a disk in an archive has to be taken out first.
   */
  public boolean isRunnable() {
    return this != OVA && this != BOX && this != COMPRESSED;
  }

  /** QEMU's name of it, which calls VHD after Virtual PC. */
  public String driver() {
    return this == VHD ? "vpc" : label;
  }

  /** The format of that name. */
  public static DiskFormat named(String label) throws DiskException {
    for (DiskFormat format : values()) {
      if (format.label.equals(label) || format.driver().equals(label)) {
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
    ByteBuffer start = DiskOpener.start(file);
    // What the file does not have stays zero, which is nobody's first bytes.
    ByteBuffer padded = ByteBuffer.allocate(START).put(start.duplicate()).clear();
    DiskFormat found = byMagic(padded);
    if (found != RAW) {
      return found;
    }
    return ArchiveDisk.probe(start).orElse(VhdDisk.is(file) ? VHD : RAW);
  }

  private static DiskFormat byMagic(ByteBuffer start) {
    if (start.getInt(0) == QCOW2_MAGIC) {
      return QCOW2;
    }
    if (start.getLong(0) == VHDX_MAGIC) {
      return VHDX;
    }
    if (start.getInt(0) == VMDK_MAGIC || isDescriptor(start)) {
      return VMDK;
    }
    return start.getInt(VDI_MAGIC_AT) == VDI_MAGIC ? VDI : RAW;
  }

  private static boolean isDescriptor(ByteBuffer start) {
    byte[] bytes = new byte[VMDK_DESCRIPTOR.length()];
    start.get(0, bytes);
    return new String(bytes, StandardCharsets.ISO_8859_1).equalsIgnoreCase(VMDK_DESCRIPTOR);
  }

  /** Whether a disk of this format is in another file, which has to be unpacked or gone into. */
  public boolean isArchive() {
    return this == OVA || this == BOX || this == COMPRESSED;
  }
}
