package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cloud.vm.Stopped;
import dev.slipway.cloud.vm.VirtualMachines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway vm stop}. */
@Command(
    name = "stop",
    description = "Shuts instances down.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "An instance whose system does not shut down within 90 s is ended.",
      "Example:",
      "  slipway vm stop web1 web2"
    })
final class StopVms implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", arity = "1..*", description = "The instances.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "Print how each stopped as JSON.")
  private boolean json;

  StopVms(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    VirtualMachines machines = Instances.of(surroundings);
    Map<String, String> stopped = new LinkedHashMap<>();
    for (String name : names) {
      if (machines.show(name).running()) {
        surroundings.err().println(name + ": shutting down …");
      }
      Stopped how = machines.stop(name);
      stopped.put(name, how.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      if (!json) {
        surroundings.out().println(name + ": " + words(how));
      }
    }
    if (json) {
      surroundings.out().println(Json.text(stopped));
    }
    return 0;
  }

  private static String words(Stopped how) {
    return switch (how) {
      case ALREADY -> "did not run";
      case POWERED_DOWN -> "has shut down";
      case TERMINATED -> "did not shut down, and was ended";
      case KILLED -> "did not shut down, and was killed";
    };
  }
}
