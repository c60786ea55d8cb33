package dev.slipway.cli.context;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.context.medium.ContextDescription;
import dev.slipway.disk.iso.IsoImage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway context show}. */
@Command(
    name = "show",
    description = "Says what a context medium would do to an instance.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Secrets are left out. Exit status 1 where something is wrong with the medium.",
      "Example:",
      "  slipway context show context.iso"
    })
final class ShowContext implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(paramLabel = "ISO", description = "The medium.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  ShowContext(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    IsoImage image = IsoImage.read(surroundings.folder().resolve(file));
    ContextDescription found = ContextDescription.of(image.label(), image.root());
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("form", found.form());
      fields.put("label", found.label());
      fields.put("instanceId", found.instanceId().orElse(null));
      fields.put("problems", found.problems());
      fields.put("facts", found.facts());
      surroundings.out().println(Json.text(fields));
    } else {
      found.lines().forEach(surroundings.out()::println);
    }
    return found.problems().isEmpty() ? 0 : 1;
  }
}
