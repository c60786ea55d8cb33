package dev.slipway.disk.vdi;

import dev.slipway.disk.target.Limits;
import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.target.Target;
import java.util.List;
import java.util.Set;

/** What VirtualBox takes. */
public final class VdiTargets {
  private VdiTargets() {}

  /** In the order in which people are shown them. */
  public static List<Target> all() {
    return List.of(
        new Target(
            "vdi",
            "virtualbox",
            ".vdi",
            "VirtualBox",
            new Limits(
                512,
                Header.MOST_BLOCKS * VdiEncoding.BLOCK,
                Set.of(Firmware.BIOS, Firmware.UEFI),
                "sata, ide, scsi, virtio"),
            _ -> new VdiEncoding()));
  }
}
