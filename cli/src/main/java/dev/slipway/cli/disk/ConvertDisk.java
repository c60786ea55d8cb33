package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.export.Export;
import dev.slipway.cli.export.ExportOptions;
import dev.slipway.cli.export.NewFiles;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.disk.Disk;
import dev.slipway.disk.DiskException;
import dev.slipway.disk.DiskFormat;
import dev.slipway.disk.Disks;
import dev.slipway.disk.Opening;
import dev.slipway.disk.target.Subject;
import dev.slipway.disk.target.Subject.Firmware;
import dev.slipway.disk.target.Target;
import dev.slipway.disk.target.Targets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk convert}. */
@Command(
    name = "convert",
    description = "Writes a disk in other formats, all of them while going through it once.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "`slipway image export --list` shows the targets. Add .gz, .xz, .zst, .bz2 or .zip to one to"
          + " have it compressed, as in raw.xz. An overlay becomes one with its bases; archives and"
          + " compressed disks are unpacked. Files appear when all are whole.",
      "Examples:",
      "  slipway disk convert disk.raw disk.qcow2 --compression zstd",
      "  slipway disk convert disk.raw --to qcow2,vhd-xen,ova -o export/",
      "  slipway disk convert overlay.qcow2 whole.raw --base-folder /srv/images",
      "  slipway disk convert disk.ova --to vhd-azure --size 4G -o export/"
    })
final class ConvertDisk implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BaseFolders bases = new BaseFolders();
  @Mixin private ExportOptions options = new ExportOptions();

  @Parameters(index = "0", paramLabel = "SOURCE", description = "The disk's file.")
  private Path source = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FILE",
      description = "The file to make, for a single target; its name says which, or --to.")
  private @Nullable Path file;

  @Option(
      names = "--to",
      split = ",",
      paramLabel = "TARGET",
      description = "What to make: raw, qcow2, vhd-xen, ova, …; several with commas.")
  private List<String> to = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = "The folder for the files, which are named after the source and the target.")
  private @Nullable Path folder;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What the files' names begin with (default: the source's, without its ending).")
  private @Nullable String name;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description = "A larger disk, such as 20G: a GPT moves its end there.")
  private @Nullable Long size;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description =
          "The source's format (default: by its first bytes). Say raw for a raw disk that a guest"
              + " has written to.")
  private @Nullable String from;

  @Option(
      names = "--firmware",
      paramLabel = "KIND",
      description = "What the disk boots by: bios, uefi or both (default: ${DEFAULT-VALUE}).",
      defaultValue = "both")
  private String firmware = "both";

  @Option(
      names = "--arch",
      paramLabel = "ARCH",
      description = "Whose programs are on it, where a file says so (default: ${DEFAULT-VALUE}).",
      defaultValue = "amd64")
  private String architecture = "amd64";

  @Option(names = "--force", description = "Replace files that are there already.")
  private boolean force;

  @Option(names = "--json", description = "Print events and results as JSON, one a line.")
  private boolean json;

  ConvertDisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path in = surroundings.folder().resolve(source);
    Map<Path, Target> files = files(new Targets(options.settings(), scratch()));
    NewFiles.check(in, files, force);
    Opening opening = bases.opening(surroundings.folder());
    if (from != null) {
      opening = opening.as(format(from));
    }
    try (Disk disk = sized(Disks.open(in, opening))) {
      new Export(surroundings, options, json)
          .run(disk, subject(disk), source + " to " + String.join(", ", names(files)), files);
    }
    return 0;
  }

  /** Beside the files, where there is room for them. */
  private Path scratch() {
    Path made = folder == null ? file : folder.resolve("x");
    Path whole = surroundings.folder().resolve(made == null ? source : made).toAbsolutePath();
    Path parent = whole.getParent();
    return parent == null ? whole : parent;
  }

  private static List<String> names(Map<Path, Target> files) {
    return files.values().stream().map(Target::name).toList();
  }

  private Map<Path, Target> files(Targets targets) throws IOException {
    Map<Path, Target> files = new LinkedHashMap<>();
    if (file != null) {
      if (folder != null || to.size() > 1) {
        throw new UsageException(
            "give either one FILE and one target, or -o DIR and any number of targets");
      }
      files.put(
          surroundings.folder().resolve(file),
          to.isEmpty()
              ? ExportOptions.ofFile(targets, file)
              : ExportOptions.named(targets, to.getFirst()));
      return files;
    }
    if (folder == null || to.isEmpty()) {
      throw new UsageException("say what to make: a FILE, or --to TARGET,… and -o DIR");
    }
    Path into = Files.createDirectories(surroundings.folder().resolve(folder));
    for (String each : to) {
      Target target = ExportOptions.named(targets, each);
      files.put(into.resolve(base() + target.ending()), target);
    }
    return files;
  }

  private String base() {
    if (name != null) {
      return name;
    }
    String own = String.valueOf(source.getFileName());
    return own.replaceFirst("(?<=.)\\.(gz|xz|zst|bz2)$", "")
        .replaceFirst("(?<=.)\\.(raw|img|qcow2|vhd|vhdx|vmdk|vdi|ova|box)$", "");
  }

  private Subject subject(Disk disk) {
    Firmware kind =
        switch (firmware.toLowerCase(Locale.ROOT)) {
          case "bios" -> Firmware.BIOS;
          case "uefi" -> Firmware.UEFI;
          case "both" -> Firmware.BOTH;
          default -> throw new UsageException("--firmware is bios, uefi or both, not " + firmware);
        };
    return new Subject(
        base(), "", disk.size(), architecture, kind, Export.time(surroundings.environment()));
  }

  private Disk sized(Disk disk) throws IOException {
    return size == null ? disk : Export.grown(disk, size);
  }

  /** The format that a user names. */
  static DiskFormat format(String name) {
    try {
      return DiskFormat.named(name.toLowerCase(Locale.ROOT));
    } catch (DiskException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }
}
