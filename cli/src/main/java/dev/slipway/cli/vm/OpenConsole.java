package dev.slipway.cli.vm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cloud.vm.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code slipway vm console}. */
@Command(
    name = "console",
    description = "Connects this terminal with an instance's serial console.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Ctrl-] leaves it; the instance runs on. All that it writes is in its serial log, too, which"
          + " 'slipway vm show' names.",
      "Example:",
      "  slipway vm console web1"
    })
final class OpenConsole implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "NAME", description = "The instance; it must run.")
  private String name = "";

  OpenConsole(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Console console = Instances.of(surroundings).console(name)) {
      surroundings.err().println("The console of " + name + "; Ctrl-] leaves it.");
      try (RawTerminal _ = RawTerminal.ofStandardInput()) {
        console.connect(surroundings.in(), surroundings.out());
      }
      surroundings.err().println();
    }
    return 0;
  }
}
