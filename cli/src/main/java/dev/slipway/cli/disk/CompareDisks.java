package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.disk.Comparison;
import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk compare}. */
@Command(
    name = "compare",
    description = "Compares what two disks' machines would see, whatever their formats.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status 1 where they differ.",
      "Example:",
      "  slipway disk compare disk.raw disk.qcow2"
    })
final class CompareDisks implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BaseFolders bases = new BaseFolders();

  @Parameters(index = "0", paramLabel = "A", description = "A disk's file.")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another disk's file.")
  private Path second = Path.of("");

  @Option(names = "--json", description = "Print what came of it as JSON.")
  private boolean json;

  CompareDisks(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path here = surroundings.folder();
    Opening opening = bases.opening(here);
    try (Disk one = Disks.open(here.resolve(first), opening);
        Disk other = Disks.open(here.resolve(second), opening)) {
      Comparison comparison = Disks.compare(one, other);
      surroundings
          .out()
          .println(
              json
                  ? Json.text(asMap(comparison, one.size(), other.size()))
                  : words(comparison, one.size(), other.size()));
      return comparison.identical() ? 0 : 1;
    }
  }

  private static String words(Comparison comparison, long one, long other) {
    if (comparison.identical()) {
      return "the same disk, " + one + " bytes";
    }
    String sizes = comparison.sameSize() ? "" : "; " + one + " and " + other + " bytes";
    return comparison.firstDifference().isPresent()
        ? "the disks differ, first at byte " + comparison.firstDifference().getAsLong() + sizes
        : "the disks differ in size alone, the rest being zeros" + sizes;
  }

  private static Map<String, @Nullable Object> asMap(Comparison comparison, long one, long other) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("identical", comparison.identical());
    fields.put(
        "firstDifference",
        comparison.firstDifference().isPresent() ? comparison.firstDifference().getAsLong() : null);
    fields.put("sizeA", one);
    fields.put("sizeB", other);
    return fields;
  }
}
