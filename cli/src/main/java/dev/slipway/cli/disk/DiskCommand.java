package dev.slipway.cli.disk;

import picocli.CommandLine.Command;

/** {@code slipway disk}. */
@Command(
    name = "disk",
    description = "Looks at virtual disks, converts and checks them.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ShowDisk.class,
      ConvertDisk.class,
      CheckDisk.class,
      CompareDisks.class,
      MakeOverlay.class,
      ResizeDisk.class
    },
    footer = {
      "",
      "Formats: raw, qcow2, vhd, vhdx, vmdk, vdi; ova, box, and compressed ones to read. No disk is attached or mounted, and none needs root.",
      "Example:",
      "  slipway disk info disk.qcow2"
    })
public final class DiskCommand {}
