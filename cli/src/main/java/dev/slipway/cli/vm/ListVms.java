package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.cloud.vm.Vm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway vm list}. */
@Command(
    name = "list",
    description = "Lists the instances.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  slipway vm list --json | jq -r '.[] | select(.state == \"running\").name'"
    })
final class ListVms implements Callable<Integer> {
  private final Surroundings surroundings;

  @Option(names = "--json", description = "Print them as JSON.")
  private boolean json;

  ListVms(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    List<Vm> all = Instances.of(surroundings).list();
    if (json) {
      surroundings.out().println(Json.text(all.stream().map(VmJson::of).toList()));
      return 0;
    }
    if (all.isEmpty()) {
      surroundings.err().println("There are no instances in " + surroundings.vmsFolder() + ".");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "STATE", "ARCH", "MEMORY", "CPUS", "PORTS", "IMAGE"));
    for (Vm vm : all) {
      rows.add(
          List.of(
              vm.name(),
              VmJson.state(vm),
              vm.spec().architecture().toString(),
              vm.spec().memoryMiB() + " MiB",
              Integer.toString(vm.spec().cpus()),
              (vm.running() ? vm.ports() : vm.spec().ports())
                  .stream().map(Object::toString).collect(Collectors.joining(" ")),
              String.valueOf(vm.spec().image().getFileName())));
    }
    Text.table(rows).forEach(surroundings.out()::println);
    return 0;
  }
}
