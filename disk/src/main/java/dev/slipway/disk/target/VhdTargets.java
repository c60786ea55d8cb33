package dev.slipway.disk.target;

import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.vhd.VhdEncoding;
import dev.slipway.disk.vhd.VhdEncoding.Kind;
import java.util.Set;

/** Who takes VHDs. */
final class VhdTargets {
  private static final long MIB = 1 << 20;
  private static final String WINDOWS = "win ";
  private static final int WINDOWS_VERSION = 0xa0000;
  private static final String TAP = "tap\0";
  private static final int TAP_VERSION = 0x10003;

  private VhdTargets() {}

  /** Hyper-V's first generation of machines, which boots by BIOS from IDE. */
  static Target hyperv() {
    return new Target(
        "vhd-hyperv",
        "hyperv",
        "-hyperv.vhd",
        "Hyper-V, generation 1; VirtualBox",
        new Limits(512, VhdEncoding.LARGEST, Set.of(Firmware.BIOS), "ide"),
        (subject, _) ->
            new VhdEncoding(Kind.DYNAMIC, WINDOWS, WINDOWS_VERSION, false, subject.time()));
  }

  /** Azure: fixed, in whole MiB; a VHDX or a dynamic VHD is refused there. */
  static Target azure() {
    return new Target(
        "vhd-azure",
        "azure",
        "-azure.vhd",
        "Azure, generation 1 and 2",
        new Limits(MIB, VhdEncoding.LARGEST, Set.of(Firmware.BIOS, Firmware.UEFI), "scsi, ide"),
        (subject, _) ->
            new VhdEncoding(Kind.FIXED, WINDOWS, WINDOWS_VERSION, false, subject.time()));
  }

  /** XenServer, as its own vhd-util would write it. */
  static Target xen() {
    return new Target(
        "vhd-xen",
        "xen",
        "-xen.vhd",
        "XenServer, XCP-ng, CloudStack",
        new Limits(512, VhdEncoding.LARGEST, Set.of(Firmware.BIOS, Firmware.UEFI), "xvd, ide"),
        (subject, _) -> new VhdEncoding(Kind.DYNAMIC, TAP, TAP_VERSION, true, subject.time()));
  }
}
