package dev.slipway.cli.image;

import dev.slipway.build.catalog.Artifact;
import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway image show}. */
@Command(
    name = "show",
    description = "Shows what a catalog knows of an image.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway image show debian"})
final class ShowImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "IMAGE", description = "Its id, name, or NAME_vVERSION.")
  private String image = "";

  @Option(names = "--json", description = "Print the record as JSON.")
  private boolean json;

  ShowImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Catalog images = new Workshop(surroundings).catalog(catalog.folder);
    ImageRecord found = images.find(image);
    if (json) {
      surroundings.out().println(Json.text(found));
      return 0;
    }
    PrintStream out = surroundings.out();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("image", found.imageName()));
    rows.add(List.of("id", found.id()));
    rows.add(List.of("architecture", found.architecture()));
    rows.add(List.of("description", found.description()));
    rows.add(List.of("created", found.created()));
    rows.add(List.of("boots by", String.join(", ", found.firmware())));
    rows.add(List.of("context", found.context() ? "read at first boot" : "not read"));
    rows.add(List.of("packages", found.packages() + ", in " + images.file(found.sbom())));
    rows.add(List.of("definition", images.file(found.definition()).toString()));
    rows.add(List.of("lock", images.file(found.lock()).toString()));
    rows.add(List.of("provenance", images.file(found.provenance()).toString()));
    found.tests().forEach(t -> rows.add(List.of("boot by " + t.firmware(), t.seconds() + " s")));
    Text.table(rows).forEach(out::println);
    out.println();
    for (Artifact each : found.artifacts()) {
      out.println(images.file(each.file()));
      out.println(
          "  "
              + each.format()
              + ", "
              + Text.size(each.size())
              + ", disk of "
              + Text.size(each.virtualSize()));
      out.println("  sha256 " + each.sha256());
    }
    return 0;
  }
}
