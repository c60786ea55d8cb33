package dev.slipway.disk.target;

import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.vdi.VdiEncoding;
import java.util.List;
import java.util.Set;

/** What VirtualBox takes. */
final class VdiTargets {
  private VdiTargets() {}

  /** In the order in which people are shown them. */
  static List<Target> all() {
    return List.of(
        new Target(
            "vdi",
            "virtualbox",
            ".vdi",
            "VirtualBox",
            new Limits(
                512,
                VdiEncoding.LARGEST,
                Set.of(Firmware.BIOS, Firmware.UEFI),
                "sata, ide, scsi, virtio"),
            (_, _) -> new VdiEncoding()));
  }
}
