package dev.slipway.cli.image;

import dev.slipway.build.catalog.Catalog;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cloud.boot.BootResult;
import dev.slipway.context.reader.ContextReader;
import dev.slipway.definition.TestSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway image test}. */
@Command(
    name = "test",
    description = "Boots an image, without changing it, and sees that it comes up.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  slipway image test debian",
      "  slipway image test systemvm --context examples/systemvm/contexts/router",
      "  slipway image test disk.qcow2 --firmware uefi --run 'systemctl --failed'"
    })
final class TestImages implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "IMAGE", description = "An image of the catalog, or a disk's file.")
  private String image = "";

  @Option(
      names = "--firmware",
      split = ",",
      description = "bios, uefi (default: those that the image is made for).")
  private List<String> firmware = List.of();

  @Option(names = "--arch", description = "The architecture of a disk's file (default: this one).")
  private String architecture = "";

  @Option(
      names = "--expect",
      paramLabel = "TEXT",
      defaultValue = "login:",
      description = "What must come on the serial console (default: ${DEFAULT-VALUE}).")
  private String expect = "login:";

  @Option(names = "--run", paramLabel = "COMMAND", description = "A command to run inside; repeat.")
  private List<String> commands = List.of();

  @Option(
      names = "--context",
      paramLabel = "CONTEXT",
      description =
          "What it reads at first boot: a folder or a context.yml. It has to be applied without a"
              + " failure, and its test commands are run before those of --run.")
  private @Nullable Path context;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description = "For each boot (default: ${DEFAULT-VALUE}).")
  private int timeout = 300;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "512",
      description = "The machine's memory (default: ${DEFAULT-VALUE}).")
  private int memory = 512;

  @Option(names = "--json", description = "Print events and results as JSON.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Show the serial console.")
  private boolean verbose;

  TestImages(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  private record Target(Path disk, String architecture, List<String> firmware) {}

  @Override
  public Integer call() throws Exception {
    Target target = target();
    TestMedium medium =
        context == null
            ? TestMedium.ofCommands()
            : new TestMedium(ContextReader.read(surroundings.folder().resolve(context)));
    List<String> all = new ArrayList<>(context == null ? List.of() : List.of(TestMedium.APPLIED));
    all.addAll(medium.context().tests());
    all.addAll(commands);
    TestSpec test = new TestSpec(expect, all, Duration.ofSeconds(timeout), (long) memory << 20);
    List<BootResult> results;
    try (Progress progress = Progress.of(surroundings, json, verbose)) {
      results =
          new QemuTester(surroundings, progress)
              .boot(
                  target.disk(),
                  target.architecture(),
                  firmware.isEmpty() ? target.firmware() : firmware,
                  test,
                  medium);
    }
    results.forEach(json ? this::printJson : this::print);
    return results.stream().allMatch(BootResult::passed) ? 0 : 1;
  }

  private Target target() throws Exception {
    Path file = surroundings.folder().resolve(image);
    if (Files.isRegularFile(file)) {
      String own = architecture.isEmpty() ? Workshop.host().debianName() : architecture;
      return new Target(file, own, List.of("bios"));
    }
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    ImageFile found = ImageFile.of(images, images.find(image));
    return new Target(found.disk(), found.architecture(), found.firmware());
  }

  private void print(BootResult result) {
    if (!result.passed()) {
      surroundings.err().println(result.firmware() + ": failed: " + result.explanation());
      return;
    }
    surroundings
        .out()
        .println(
            result.firmware()
                + ": up in "
                + result.bootTime().map(t -> t.toMillis() / 1000.0 + " s").orElse("-"));
    for (BootResult.CommandResult command : result.commands()) {
      surroundings.out().println("  " + command.command() + ": status " + command.status());
      command.output().forEach(line -> surroundings.out().println("    " + line));
    }
  }

  private void printJson(BootResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "result");
    fields.put("firmware", result.firmware().toString());
    fields.put("passed", result.passed());
    fields.put("seconds", result.bootTime().map(t -> t.toMillis() / 1000.0).orElse(null));
    fields.put("failure", result.failure().orElse(null));
    fields.put("serialLog", result.serialLog().toString());
    fields.put("screenshot", result.screenshot().map(Path::toString).orElse(null));
    List<Object> all = new ArrayList<>();
    result
        .commands()
        .forEach(c ->
            all.add(
                new java.util.TreeMap<>(
                    Map.of("command", c.command(), "status", c.status(), "output", c.output()))));
    fields.put("commands", all);
    surroundings.out().println(Json.line(fields));
  }
}
