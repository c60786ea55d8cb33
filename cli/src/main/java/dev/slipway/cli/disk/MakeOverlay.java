package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.image.CatalogOption;
import dev.slipway.cli.image.ImageFile;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.DiskInfo;
import dev.slipway.disk.Disks;
import dev.slipway.disk.qcow2.Qcow2Overlay;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk overlay}. */
@Command(
    name = "overlay",
    description = "Makes a qcow2 disk over another, which stays as it is.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "As 'qemu-img create -f qcow2 -b BASE -F FORMAT OVERLAY'. The overlay has only what is written"
          + " to it later, and needs its base as long as it is used.",
      "Examples:",
      "  slipway disk overlay web1.qcow2 --base debian.raw",
      "  slipway disk overlay web1.qcow2 --base debian --size 20G"
    })
final class MakeOverlay implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private CatalogOption catalog = new CatalogOption();

  @Parameters(paramLabel = "OVERLAY", description = "The file to make; must not be there.")
  private Path overlay = Path.of("");

  @Option(
      names = {"-b", "--base"},
      required = true,
      paramLabel = "BASE",
      description = "A disk's file, or an image of the catalog: its id, name or NAME_vVERSION.")
  private String base = "";

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description = "What the machine sees, such as 20G (default: as much as of the base).")
  private @Nullable Long size;

  @Option(names = "--json", description = "Print what was made as JSON.")
  private boolean json;

  MakeOverlay(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path under = ImageFile.find(surroundings, catalog, base).disk();
    Path over = surroundings.folder().resolve(overlay);
    if (size == null) {
      Qcow2Overlay.create(over, under);
    } else {
      Qcow2Overlay.create(over, under, size);
    }
    DiskInfo info = Disks.info(over);
    surroundings
        .out()
        .println(
            json
                ? Json.text(
                    DiskJson.of(overlay, info, new FoundPartitions(java.util.Optional.empty(), "")))
                : overlay + ": a disk of " + Text.size(info.size()) + " over " + under);
    return 0;
  }
}
