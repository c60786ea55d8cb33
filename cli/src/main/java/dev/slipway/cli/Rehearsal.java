package dev.slipway.cli;

import dev.slipway.build.cache.Cache;
import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.cache.Staging;
import dev.slipway.disk.Disk;
import dev.slipway.disk.Disks;
import dev.slipway.disk.HashingSink;
import dev.slipway.disk.RawFileSink;
import dev.slipway.disk.TeeSink;
import dev.slipway.disk.ext4.Ext4Options;
import dev.slipway.disk.ext4.Ext4Volume;
import dev.slipway.disk.fat.FatOptions;
import dev.slipway.disk.fat.FatVolume;
import dev.slipway.disk.partition.DiskImage;
import dev.slipway.disk.partition.Partition;
import dev.slipway.disk.partition.PartitionTable;
import dev.slipway.disk.partition.PartitionType;
import dev.slipway.disk.qcow2.Compression;
import dev.slipway.disk.qcow2.Qcow2Options;
import dev.slipway.disk.qcow2.Qcow2Writer;
import dev.slipway.disk.tree.Directory;
import dev.slipway.disk.tree.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Does in small what a build does with trees and disks, for {@link Training}. */
final class Rehearsal {
  private static final long MIB = 1 << 20;
  private static final int FILES = 3000;

  private final Path folder;

  Rehearsal(Path folder) {
    this.folder = folder;
  }

  void run() throws IOException {
    Fingerprint fingerprint = Fingerprint.of("rehearsal").add("files", "" + FILES).build();
    Path raw = folder.resolve("disk.raw");
    try (Cache cache = Cache.open(folder.resolve("steps"), Long.MAX_VALUE, Clock.systemUTC())) {
      try (Staging staging = cache.stage()) {
        fill(staging.result());
        cache.commit(staging, fingerprint);
      }
      cache.verify(fingerprint);
      Directory tree = FolderTree.read(List.of(cache.find(fingerprint).orElseThrow()));
      write(tree, raw);
      cache.drop(fingerprint);
    }
    try (Disk disk = Disks.open(raw)) {
      new Qcow2Writer(Qcow2Options.of(Compression.ZLIB)).write(disk, folder.resolve("disk.qcow2"));
    }
  }

  private static void fill(Path tree) throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      Path below = Files.createDirectories(tree.resolve("folder" + i % 97));
      byte[] bytes = new byte[random.nextInt(i % 50 == 0 ? 300_000 : 9000)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) (j % 7 == 0 ? random.nextInt() : j >> 4);
      }
      Files.write(below.resolve("file" + i), bytes);
    }
  }

  private static void write(Directory tree, Path raw) throws IOException {
    UUID id = new UUID(1, 2);
    PartitionTable table =
        PartitionTable.gpt(
            id,
            256 * MIB / PartitionTable.SECTOR,
            List.of(
                new Partition(
                    PartitionType.EFI_SYSTEM, 2048, 65536, "esp", Partition.guidFor(id, 1)),
                new Partition(
                    PartitionType.LINUX, 69632, 405504, "root", Partition.guidFor(id, 2))));
    FatVolume esp =
        new FatVolume(new Directory(tree.metadata()), new FatOptions(32 * MIB, "ESP", 1, 2048, 0));
    Ext4Volume root =
        Ext4Volume.layout(tree, new Ext4Options(405504L * PartitionTable.SECTOR, id, "root", 0));
    DiskImage disk = new DiskImage(table, Map.of(1, esp, 2, root), null);
    try (RawFileSink file = new RawFileSink(raw, disk.size());
        HashingSink hash = new HashingSink(Fingerprint.digest(), disk.size())) {
      disk.writeTo(0, new TeeSink(List.of(file, hash)));
      hash.finish();
    }
  }
}
