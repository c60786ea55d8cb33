package dev.slipway.cli.image;

import dev.slipway.build.catalog.Catalog;
import dev.slipway.build.catalog.ImageRecord;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.export.Export;
import dev.slipway.cli.export.ExportOptions;
import dev.slipway.cli.export.NewFiles;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.target.Subject;
import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.target.Target;
import dev.slipway.disk.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway image export}. */
@Command(
    name = "export",
    description = "Writes an image's disk for hypervisors and clouds, all while reading it once.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What an importer would refuse later is refused before anything is written. Add .gz, .xz,"
          + " .zst, .bz2 or .zip to a target to have it compressed, as in vhd-xen.bz2.",
      "Examples:",
      "  slipway image export --list",
      "  slipway image export debian --to vhd-xen,ova,qcow2 -o export/",
      "  slipway image export systemvm --to vhd-xen.bz2 --appliance-names"
    })
final class ExportImage implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ExportOptions options = new ExportOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "IMAGE",
      description = "An image of the catalog: its id, name or NAME_vVERSION.")
  private @Nullable String image;

  @Option(names = "--list", description = "List the targets, and what each takes.")
  private boolean list;

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "TARGET",
      description = "What to make; several with commas.")
  private List<String> to = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for the files (default: this one).")
  private Path output = Path.of("");

  @Option(
      names = "--catalog",
      paramLabel = "DIR",
      description =
          "The folder with the images (default: SLIPWAY_IMAGES, or ~/.local/share/slipway/images).")
  private @Nullable Path catalog;

  @Option(
      names = "--appliance-names",
      description = "Name files APPLIANCE-VERSION[-BRANCH]-HYPERVISOR, as CloudStack does.")
  private boolean applianceNames;

  @Option(names = "--branch", paramLabel = "BRANCH", description = "The branch in such names.")
  private @Nullable String branch;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description = "A larger disk, such as 20G: a GPT moves its end there.")
  private @Nullable Long size;

  @Option(names = "--force", description = "Replace files that are there already.")
  private boolean force;

  @Option(names = "--json", description = "Print events and results as JSON.")
  private boolean json;

  ExportImage(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Targets targets = new Targets(options.settings(), surroundings.folder().resolve(output));
    if (list) {
      new TargetList(surroundings.out()).print(targets.all(), json);
      return 0;
    }
    if (image == null || to.isEmpty()) {
      throw new UsageException("say which IMAGE, and --to which targets; --list shows them");
    }
    if (branch != null && !applianceNames) {
      throw new UsageException("--branch goes with --appliance-names");
    }
    Catalog images = new Workshop(surroundings).catalog(catalog);
    ImageRecord found = images.find(image);
    Path source = ImageFile.of(images, found).disk();
    Map<Path, Target> files = files(targets, found);
    NewFiles.check(source, files, force);
    try (Disk disk = sized(Disks.open(source))) {
      new Export(surroundings, options, json).run(disk, subject(found, disk), title(found), files);
    }
    return 0;
  }

  private String title(ImageRecord found) {
    return found.baseName() + " to " + String.join(", ", to);
  }

  private Disk sized(Disk disk) throws IOException {
    return size == null ? disk : Export.grown(disk, size);
  }

  private Map<Path, Target> files(Targets targets, ImageRecord found) throws IOException {
    Path folder = surroundings.folder().resolve(output);
    Map<Path, Target> files = new LinkedHashMap<>();
    for (String each : to) {
      Target target = ExportOptions.named(targets, each);
      files.put(folder.resolve(name(found, target)), target);
    }
    Files.createDirectories(folder);
    return files;
  }

  private String name(ImageRecord found, Target target) {
    if (!applianceNames) {
      return found.baseName() + target.ending();
    }
    return found.name()
        + "-"
        + found.version()
        + (branch == null ? "" : "-" + branch)
        + "-"
        + target.hypervisor()
        + target.extension();
  }

  private static Subject subject(ImageRecord found, Disk disk) {
    boolean bios = found.firmware().contains("bios");
    boolean uefi = found.firmware().contains("uefi");
    return new Subject(
        found.name(),
        found.version(),
        disk.size(),
        found.architecture(),
        bios && uefi ? Firmware.BOTH : uefi ? Firmware.UEFI : Firmware.BIOS,
        Instant.parse(found.created()));
  }
}
