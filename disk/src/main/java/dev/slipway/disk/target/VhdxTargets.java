package dev.slipway.disk.target;

import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.vhdx.VhdxEncoding;
import java.util.List;
import java.util.Set;

/** What Hyper-V takes. */
final class VhdxTargets {
  private VhdxTargets() {}

  /** Windows refuses to attach files with holes: a destination must not be sparse for it. */
  static List<Target> all() {
    return List.of(
        new Target(
            "vhdx",
            "hyperv",
            ".vhdx",
            "Hyper-V, generation 2 and 1; Windows wants it --no-sparse",
            new Limits(
                512,
                VhdxEncoding.LARGEST,
                Set.of(Firmware.BIOS, Firmware.UEFI),
                "scsi, ide (generation 1)"),
            (_, _) -> new VhdxEncoding()));
  }
}
