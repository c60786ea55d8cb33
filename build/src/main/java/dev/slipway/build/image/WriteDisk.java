package dev.slipway.build.image;

import dev.slipway.build.BuildException;
import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.CodeVersion;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import dev.slipway.build.plan.Work;
import dev.slipway.context.guest.GuestSide;
import dev.slipway.definition.Architecture;
import dev.slipway.definition.Definition;
import dev.slipway.definition.Firmware;
import dev.slipway.disk.DiskSink;
import dev.slipway.disk.Disks;
import dev.slipway.disk.HashingSink;
import dev.slipway.disk.RawFileSink;
import dev.slipway.disk.TeeSink;
import dev.slipway.disk.Volume;
import dev.slipway.disk.ext4.Ext4Options;
import dev.slipway.disk.ext4.Ext4Volume;
import dev.slipway.disk.fat.FatOptions;
import dev.slipway.disk.fat.FatVolume;
import dev.slipway.disk.partition.BiosBoot;
import dev.slipway.disk.partition.DiskImage;
import dev.slipway.disk.partition.Partition;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.partition.PartitionType;
import dev.slipway.disk.swap.SwapVolume;
import dev.slipway.disk.tree.Content;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.FolderTree;
import dev.slipway.disk.tree.Metadata;
import dev.slipway.disk.tree.RegularFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Seals the tree and writes the whole disk, from the first sector to the last, in one pass. */
final class WriteDisk implements Step {
  private final Definition definition;
  private final Architecture architecture;
  private final DiskLayout layout;
  private final Layers layers;
  private final Optional<BuildBootLoader> bootLoader;
  private final Artifacts artifacts;
  private final Instant time;
  private final boolean wanted;
  private final Output output;

  /**
   * A disk.
   *
   * @param layers what its root file system holds
   * @param wanted whether the raw disk is an artifact itself, not only the source of others
   */
  WriteDisk(
      Definition definition,
      Architecture architecture,
      Layers layers,
      Optional<BuildBootLoader> bootLoader,
      Artifacts artifacts,
      Instant time,
      boolean wanted) {
    this.definition = definition;
    this.architecture = architecture;
    this.layout = new DiskLayout(definition, architecture);
    this.layers = layers;
    this.bootLoader = bootLoader;
    this.artifacts = artifacts;
    this.time = time;
    this.wanted = wanted;
    Map<String, String> blocks = definition.canonicalBlocks();
    Fingerprint fingerprint =
        Fingerprint.of("disk")
            .add("code", CodeVersion.of(WriteDisk.class, Disks.class))
            .add("below", layers.steps().getLast().fingerprint().id())
            .add("boot loader", bootLoader.map(b -> b.fingerprint().id()).orElse("none"))
            .add("name and version", definition.imageName() + " " + architecture.debianName())
            .add("time", time.toString())
            .add("disk", blocks.getOrDefault("disk", ""))
            .add("allow-secrets", blocks.getOrDefault("allow-secrets", ""))
            .add("kernel", blocks.getOrDefault("kernel", ""))
            .add("guest side", definition.context() ? CodeVersion.of(GuestSide.class) : "none")
            .build();
    this.output = new Output("raw", ".raw", fingerprint);
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public String title() {
    String boot =
        layout.firmwares().stream()
            .sorted()
            .map(Firmware::name)
            .collect(Collectors.joining(" and "));
    return "Write the disk: %d MiB, %s, boots by %s"
        .formatted(definition.disk().size() >> 20, definition.disk().table(), boot);
  }

  @Override
  public Fingerprint fingerprint() {
    return output.fingerprint();
  }

  /** The raw disk. */
  Output output() {
    return output;
  }

  @Override
  public List<Step> needs() {
    List<Step> needs = new ArrayList<>(layers.steps());
    bootLoader.ifPresent(needs::add);
    return needs;
  }

  @Override
  public boolean isKept() {
    return false; // It is an artifact, or what artifacts are made from.
  }

  @Override
  public boolean isDone(Cache cache) throws IOException {
    return artifacts.there(output).isPresent();
  }

  /** Where the disk is once this step has been done. */
  Path file() throws IOException {
    return artifacts.path(output);
  }

  @Override
  public void run(Work work) throws IOException, InterruptedException {
    List<Path> folders = layers.folders(work);
    Directory root = FolderTree.read(folders);
    refuseSecrets(folders, root);
    SealTree seal = new SealTree(root, time.getEpochSecond());
    seal.seal();
    if (definition.context()) {
      GuestSide.install(root, time.getEpochSecond());
    }
    if (bootLoader.isPresent()) {
      new BootFiles(definition, architecture, layout).putInto(root, seal);
    }
    PartitionTable table = layout.table();
    Map<Integer, Volume> volumes = volumes(table, root, work);
    write(new DiskImage(table, volumes, biosBoot(work)), work);
  }

  private void refuseSecrets(List<Path> folders, Directory root) throws IOException {
    List<FindSecrets.Found> all = new ArrayList<>(FindSecrets.madeByPackages(root));
    // The first layer is packages only: what else they bring is public.
    List<Path> own = folders.subList(1, folders.size());
    if (!own.isEmpty()) {
      all.addAll(FindSecrets.in(FolderTree.read(own)));
    }
    List<FindSecrets.Found> found =
        all.stream()
            .distinct()
            .filter(f -> !definition.allowedSecrets().contains(f.path()))
            .toList();
    if (!found.isEmpty()) {
      throw new BuildException(
          BuildException.Code.SECRET,
          "every copy of the image would have the same secret:\n  "
              + found.stream()
                  .map(f -> f.path() + ": " + f.what())
                  .collect(Collectors.joining("\n  "))
              + "\ngive it to instances in their context, or have a script remove it; where it is no"
              + " secret, name its path in `allow-secrets`");
    }
  }

  private Map<Integer, Volume> volumes(PartitionTable table, Directory root, Work work)
      throws IOException {
    Map<Integer, Volume> volumes = new TreeMap<>();
    int rootNumber = DiskLayout.numberOf(table, PartitionType.LINUX).orElseThrow();
    long size = table.partitions().get(rootNumber - 1).sectors() * PartitionTable.SECTOR;
    volumes.put(
        rootNumber,
        Ext4Volume.layout(
            root,
            new Ext4Options(
                size, layout.rootId(), definition.disk().root().label(), time.getEpochSecond())));
    Optional<Integer> esp = DiskLayout.numberOf(table, PartitionType.EFI_SYSTEM);
    if (esp.isPresent()) {
      volumes.put(esp.get(), esp(table.partitions().get(esp.get() - 1), work));
    }
    Optional<Integer> swap = DiskLayout.numberOf(table, PartitionType.SWAP);
    if (swap.isPresent()) {
      long bytes = table.partitions().get(swap.get() - 1).sectors() * PartitionTable.SECTOR;
      volumes.put(swap.get(), new SwapVolume(bytes, layout.swapId(), "swap"));
    }
    return volumes;
  }

  private FatVolume esp(Partition partition, Work work) throws IOException {
    Metadata folder = Metadata.ofRoot(0755, time.getEpochSecond());
    Directory esp = new Directory(folder);
    if (bootLoader.isPresent()) {
      Path image = work.of(bootLoader.get()).resolve(BuildBootLoader.fileFor(Firmware.UEFI));
      String name =
          switch (architecture) {
            case AMD64 -> "BOOTX64.EFI";
            case I386 -> "BOOTIA32.EFI";
            case ARM64 -> "BOOTAA64.EFI";
          };
      esp.directory("EFI/BOOT", folder)
          .put(
              name,
              new RegularFile(
                  Metadata.ofRoot(0644, time.getEpochSecond()),
                  new Content.Stored(image, Files.size(image))));
    }
    return new FatVolume(
        esp,
        new FatOptions(
            partition.sectors() * PartitionTable.SECTOR,
            "ESP",
            layout.espId(),
            partition.start(),
            time.getEpochSecond()));
  }

  private @Nullable BiosBoot biosBoot(Work work) throws IOException {
    if (bootLoader.isEmpty() || !layout.firmwares().contains(Firmware.BIOS)) {
      return null;
    }
    Path images = work.of(bootLoader.get());
    return new BiosBoot(
        Files.readAllBytes(images.resolve("boot.img")),
        Files.readAllBytes(images.resolve(BuildBootLoader.fileFor(Firmware.BIOS))));
  }

  private void write(DiskImage disk, Work work) throws IOException {
    long size = disk.size();
    DiskSink told = (position, data) -> work.progress(position + data.remaining(), size, "bytes");
    byte[] sha256 = {};
    try (RawFileSink file = new RawFileSink(artifacts.aside(output), size);
        HashingSink hash = wanted ? new HashingSink(Fingerprint.digest(), size) : null) {
      List<DiskSink> sinks = hash == null ? List.of(file, told) : List.of(file, told, hash);
      disk.writeTo(0, new TeeSink(sinks));
      if (hash != null) {
        sha256 = hash.finish();
      }
    }
    if (wanted) {
      artifacts.made(output, size, HexFormat.of().formatHex(sha256));
    }
  }
}
