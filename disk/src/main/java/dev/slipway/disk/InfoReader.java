package dev.slipway.disk;

import dev.slipway.disk.archive.ArchiveDisk;
import dev.slipway.disk.file.FileSource;
import dev.slipway.disk.qcow2.Qcow2Info;
import dev.slipway.disk.raw.RawDisk;
import dev.slipway.disk.vdi.VdiDetails;
import dev.slipway.disk.vhd.VhdDetails;
import dev.slipway.disk.vhdx.VhdxDetails;
import dev.slipway.disk.vmdk.VmdkDetails;
import dev.slipway.disk.vmdk.VmdkDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out what a disk's file is, without the files behind it. */
final class InfoReader {
  private final Path file;
  private final DiskFormat format;
  private final long fileSize;
  private final long usedSize;

  private InfoReader(Path file, DiskFormat format, long fileSize, long usedSize) {
    this.file = file;
    this.format = format;
    this.fileSize = fileSize;
    this.usedSize = usedSize;
  }

  static DiskInfo read(Path file) throws IOException {
    DiskFormat format = DiskFormat.probe(file);
    try (RawDisk bytes = RawDisk.open(file)) {
      long used = 0;
      for (Extent extent : bytes.extents()) {
        used += extent.length();
      }
      return new InfoReader(file, format, bytes.size(), used).read();
    }
  }

  private DiskInfo read() throws IOException {
    return switch (format) {
      case RAW -> info(fileSize, List.of());
      case QCOW2 -> {
        Qcow2Info qcow2 = Qcow2Info.read(file);
        yield new DiskInfo(format, qcow2.size(), fileSize, usedSize, Optional.of(qcow2), List.of());
      }
      case OVA, BOX, COMPRESSED -> archive();
      case VMDK -> {
        try (FileSource bytes = FileSource.open(file)) {
          yield info(VmdkDisk.size(bytes), details(bytes, format));
        }
      }
      case VHD, VHDX, VDI -> {
        try (FileSource bytes = FileSource.open(file);
            Disk disk = Disks.open(bytes)) {
          yield info(disk.size(), details(bytes, format));
        }
      }
    };
  }

  private DiskInfo archive() throws IOException {
    try (ArchiveDisk disk = ArchiveDisk.open(file, Disks::open)) {
      DiskFormat inside = DiskFormat.probe(disk.file());
      List<Detail> details = new ArrayList<>(disk.details());
      details.add(new Detail.Text("disk format", inside.label()));
      details.addAll(details(disk.file(), inside));
      return info(disk.size(), details);
    }
  }

  private DiskInfo info(long size, List<Detail> details) {
    return new DiskInfo(format, size, fileSize, usedSize, Optional.empty(), details);
  }

  private static List<Detail> details(FileSource bytes, DiskFormat format) throws IOException {
    return switch (format) {
      case VHD -> VhdDetails.read(bytes);
      case VHDX -> VhdxDetails.read(bytes);
      case VMDK -> VmdkDetails.read(bytes);
      case VDI -> VdiDetails.read(bytes);
      case RAW, QCOW2, OVA, BOX, COMPRESSED -> List.of();
    };
  }
}
