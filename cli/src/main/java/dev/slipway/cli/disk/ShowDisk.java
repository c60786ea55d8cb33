package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.Detail;
import dev.slipway.disk.DiskInfo;
import dev.slipway.disk.Disks;
import dev.slipway.disk.partition.PartitionListing;
import dev.slipway.disk.partition.PartitionListing.Entry;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Info;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk info}. */
@Command(
    name = "info",
    description = "Says what a disk's file is, and which partitions the disk has.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  slipway disk info disk.qcow2",
      "  slipway disk info --json disk.qcow2 | jq '.partitions[].name'",
      "  slipway disk info --json disk.vhdx | jq .details.blockSize"
    })
final class ShowDisk implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private BaseFolders bases = new BaseFolders();

  @Parameters(paramLabel = "FILE", description = "The disk's file.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  ShowDisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path path = surroundings.folder().resolve(file);
    DiskInfo info = Disks.info(path);
    FoundPartitions found = FoundPartitions.of(path, bases.opening(surroundings.folder()));
    if (json) {
      surroundings.out().println(Json.text(DiskJson.of(file, info, found)));
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file", file.toString()));
    rows.add(List.of("format", format(info)));
    rows.add(List.of("disk size", exact(info.size())));
    rows.add(List.of("file size", exact(info.fileSize())));
    rows.add(List.of("holds", Text.size(info.usedSize())));
    info.qcow2().ifPresent(qcow2 -> add(qcow2, rows));
    for (Detail detail : info.details()) {
      rows.add(List.of(detail.label(), DetailText.of(detail)));
    }
    rows.add(List.of("partitions", found.summary()));
    Text.table(rows).forEach(surroundings.out()::println);
    found.listing().ifPresent(this::print);
    return 0;
  }

  private static String format(DiskInfo info) {
    return info.format().label()
        + info.qcow2().map(q -> q.version() == 2 ? ", compat 0.10" : ", compat 1.1").orElse("");
  }

  private static void add(Qcow2Info qcow2, List<List<String>> rows) {
    rows.add(List.of("clusters", Text.size(qcow2.clusterSize())));
    if (qcow2.compression() != Compression.NONE) {
      rows.add(List.of("compression", qcow2.compression().label()));
    }
    qcow2
        .backingFile()
        .ifPresent(base ->
            rows.add(
                List.of(
                    "base",
                    Text.plain(base + qcow2.backingFormat().map(f -> ", " + f).orElse("")))));
    if (qcow2.snapshots() > 0) {
      rows.add(List.of("snapshots", Integer.toString(qcow2.snapshots())));
    }
    if (qcow2.dirty()) {
      rows.add(List.of("state", "not closed properly; look with `slipway disk check`"));
    }
    if (qcow2.corrupt()) {
      rows.add(List.of("state", "marked as damaged; look with `slipway disk check`"));
    }
  }

  private void print(PartitionListing listing) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "NO", "START", "SIZE", "TYPE", "NAME"));
    for (Entry each : listing.partitions()) {
      rows.add(
          List.of(
              each.bootable() ? " *" : "",
              Integer.toString(each.number()),
              Text.size(each.start() * PartitionTable.SECTOR),
              Text.size(each.sectors() * PartitionTable.SECTOR),
              each.type().map(DiskJson::word).orElse(each.typeId()),
              Text.plain(each.name())));
    }
    if (rows.size() > 1) {
      surroundings.out().println();
      Text.table(rows).forEach(surroundings.out()::println);
    }
  }

  private static String exact(long bytes) {
    return Text.size(bytes) + (bytes < 1024 ? "" : " (" + bytes + " bytes)");
  }
}
