package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code slipway service list}. */
@Command(
    name = "list",
    description = "Lists the instances that you have made.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Brokers have no list: these are those that were made from here, as they were last seen.",
      "Example:",
      "  slipway service list"
    })
final class ListInstances implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();

  ListInstances(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Memory memory = options.memory(surroundings);
    List<KnownInstance> all = memory.instances();
    if (options.json()) {
      surroundings
          .out()
          .println(
              Json.text(
                  Map.of(
                      "broker",
                      memory.broker(),
                      "instances",
                      all.stream().map(InstanceView::of).toList())));
      return 0;
    }
    if (all.isEmpty()) {
      surroundings.err().println("No instances of " + memory.broker() + " are known here.");
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "SERVICE", "PLAN", "STATE", "BINDINGS"));
    for (KnownInstance each : all) {
      rows.add(
          List.of(
              each.name(),
              Text.plain(each.offer().service()),
              Text.plain(each.offer().plan()),
              each.stage().word(),
              each.bindings().stream().map(KnownBinding::name).collect(Collectors.joining(" "))));
    }
    Text.table(rows).forEach(surroundings.out()::println);
    return 0;
  }
}
