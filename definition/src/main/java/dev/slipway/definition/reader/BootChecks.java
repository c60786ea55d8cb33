package dev.slipway.definition.reader;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.Firmware;
import dev.slipway.definition.TableType;
import dev.slipway.definition.source.Located;
import java.util.List;

/** Sees that each architecture can start by what is asked for. */
final class BootChecks {
  static final String ARM_NEEDS_GPT = "arm64 starts by UEFI from a GPT only; write `table: gpt`";

  private final Block disk;
  private final List<Architecture> architectures;
  private final TableType table;

  BootChecks(Block disk, List<Architecture> architectures, TableType table) {
    this.disk = disk;
    this.architectures = architectures;
    this.table = table;
  }

  void check(List<Located<Firmware>> boot) {
    for (Located<Firmware> one : boot) {
      if (architectures.stream().noneMatch(one.value()::isOf)) {
        error(one, "arm64 has no BIOS; write `boot: [uefi]`");
      } else if (one.value() == Firmware.UEFI && table == TableType.MBR) {
        checkMbr(one);
      }
    }
    boolean bios = boot.stream().noneMatch(one -> one.value() == Firmware.UEFI);
    boolean both = architectures.stream().anyMatch(Firmware.BIOS::isOf);
    if (bios && both && architectures.contains(Architecture.ARM64)) {
      error(boot.getFirst(), "arm64 has no BIOS; write `boot: [bios, uefi]`");
    }
  }

  private void checkMbr(Located<Firmware> uefi) {
    if (architectures.contains(Architecture.ARM64)) {
      error(uefi, ARM_NEEDS_GPT);
    } else if (architectures.contains(Architecture.I386)) {
      error(uefi, "UEFI from an MBR table is for amd64 only; write `table: gpt`");
    }
  }

  private void error(Located<Firmware> one, String message) {
    disk.problems().error(one.at(), "`disk.boot`: " + message);
  }
}
