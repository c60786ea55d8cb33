package dev.slipway.cli.vm;

import picocli.CommandLine.Command;

/** {@code slipway vm}. */
@Command(
    name = "vm",
    description = "Runs instances of images in QEMU on this machine.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CreateVm.class,
      ListVms.class,
      ShowVm.class,
      StartVms.class,
      StopVms.class,
      OpenConsole.class,
      RemoveVms.class,
      PrintTemplate.class
    },
    footer = {
      "",
      "Instances run on when Slipway ends. They are kept in SLIPWAY_VMS, or else in"
          + " ~/.local/share/slipway/vms.",
      "Example:",
      "  slipway vm create web1 --image debian --forward 2222:22 --start"
    })
public final class VmCommand {}
