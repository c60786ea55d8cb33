package dev.slipway.disk.target;

import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.vmdk.VmdkEncoding;
import dev.slipway.disk.vmdk.VmdkFlatEncoding;
import dev.slipway.disk.vmdk.VmdkStreamEncoding;
import java.util.Optional;
import java.util.Set;

/** Who takes VMDKs. */
final class VmdkTargets {
  /** What a hosted sparse extent can be: 2 TiB less a sector. */
  private static final long LARGEST = (2L << 40) - 512;

  private static final Set<Firmware> ANY = Set.of(Firmware.BIOS, Firmware.UEFI);

  private VmdkTargets() {}

  /** A disk that machines write to. */
  static Target sparse() {
    return new Target(
        "vmdk",
        "vmware",
        ".vmdk",
        "VMware Workstation and Fusion, VirtualBox",
        new Limits(512, LARGEST, ANY, "scsi, sata, ide"),
        (_, _) -> new VmdkEncoding());
  }

  /** A disk that is uploaded. */
  static Target stream(int level) {
    return new Target(
        "vmdk-stream",
        "vsphere",
        "-stream.vmdk",
        "vSphere and ESXi, by upload",
        new Limits(512, LARGEST, ANY, "scsi, sata"),
        (_, _) -> new VmdkStreamEncoding(level));
  }

  /** A disk as it is, and a descriptor beside it that names it. */
  static Target flat() {
    return new Target(
        "vmdk-flat",
        "workstation",
        "-workstation.vmdk",
        "VMware Workstation, VirtualBox; a descriptor and an extent",
        new Limits(512, VmdkFlatEncoding.LARGEST, ANY, "scsi, sata, ide"),
        (_, file) -> VmdkFlatEncoding.of(VmdkFlatEncoding.extent(file)),
        Optional.of(VmdkFlatEncoding::extent));
  }
}
