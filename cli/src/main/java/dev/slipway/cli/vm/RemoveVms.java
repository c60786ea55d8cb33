package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cloud.vm.VirtualMachines;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm remove}. */
@Command(
    name = "remove",
    description = "Removes instances and all that they wrote to their own disks.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Images and data disks stay. An instance that runs is not removed without --force.",
      "Example:",
      "  slipway vm remove web1"
    })
final class RemoveVms implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "The instances.")
  private List<String> names = List.of();

  @Option(
      names = "--force",
      description = "Remove one that runs, too, as if its power had failed first.")
  private boolean force;

  @Option(names = "--json", description = "Print the names as JSON.")
  private boolean json;

  RemoveVms(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    VirtualMachines machines = Instances.of(surroundings);
    for (String name : names) {
      machines.remove(name, force);
      if (!json) {
        surroundings.out().println(name + ": removed");
      }
    }
    if (json) {
      surroundings.out().println(Json.text(Map.of("removed", names)));
    }
    return 0;
  }
}
