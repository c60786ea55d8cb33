package dev.slipway.cli;

import dev.slipway.cli.build.BuildCommand;
import dev.slipway.cli.context.ContextCommand;
import dev.slipway.cli.disk.DiskCommand;
import dev.slipway.cli.doctor.DoctorCommand;
import dev.slipway.cli.farm.FarmCommand;
import dev.slipway.cli.image.ImageCommand;
import dev.slipway.cli.release.ReleaseCommand;
import dev.slipway.cli.server.BrokerCommand;
import dev.slipway.cli.server.ServerCommand;
import dev.slipway.cli.server.WorkerCommand;
import dev.slipway.cli.service.ServiceCommand;
import dev.slipway.cli.vm.VmCommand;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The program. */
@Command(
    name = "slipway",
    description = "Machine images, from a definition to a running service.",
    mixinStandardHelpOptions = true,
    versionProvider = Slipway.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "A first image, built and booted:",
      "  slipway quickstart",
      "Exit status: 0 done, 1 failed, 2 used wrongly."
    })
final class Slipway {
  /** In the order in which help tells them. */
  private static final List<Class<?>> COMMANDS =
      List.of(
          Quickstart.class,
          DoctorCommand.class,
          ImageCommand.class,
          DiskCommand.class,
          ContextCommand.class,
          VmCommand.class,
          ServerCommand.class,
          BrokerCommand.class,
          ServiceCommand.class,
          WorkerCommand.class,
          BuildCommand.class,
          FarmCommand.class,
          ReleaseCommand.class,
          AutoComplete.GenerateCompletion.class);

  /**
   * What there is to be looked at for a command line: the command that it begins with, or all where
   * it begins with none or with one that has to know the others. Making all of them takes longer
   * than most of them run.
   */
  static List<Class<?>> commands(String... args) {
    String first = args.length == 0 ? "" : args[0];
    if (first.equals("--version") || first.equals("-V")) {
      return List.of();
    }
    return COMMANDS.stream()
        .filter(each -> each != AutoComplete.GenerateCompletion.class && name(each).equals(first))
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(COMMANDS);
  }

  private static String name(Class<?> command) {
    return command.getAnnotation(Command.class).name();
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {Surroundings.PROGRAM};
    }
  }
}
