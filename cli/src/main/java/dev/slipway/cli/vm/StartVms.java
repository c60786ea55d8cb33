package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cloud.qemu.PortForward;
import dev.slipway.cloud.vm.VirtualMachines;
import dev.slipway.cloud.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm start}. */
@Command(
    name = "start",
    description = "Starts instances; they run on when this ends.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway vm start web1 && slipway vm console web1"})
final class StartVms implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "The instances.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print the instances as JSON.")
  private boolean json;

  StartVms(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    VirtualMachines machines = Instances.of(surroundings);
    List<Object> started = new ArrayList<>();
    for (String name : names) {
      Vm vm = machines.start(name);
      started.add(VmJson.of(vm));
      if (!json) {
        surroundings.out().println(name + ": started" + ports(vm));
      }
    }
    if (json) {
      surroundings.out().println(Json.text(started));
    }
    return 0;
  }

  /** What a user must know to reach it. */
  static String ports(Vm vm) {
    return vm.ports().isEmpty()
        ? ""
        : ", ports "
            + vm.ports().stream().map(PortForward::toString).collect(Collectors.joining(" "));
  }
}
