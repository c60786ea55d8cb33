package dev.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stopped instance's disk, as the distribution's own tools see it. */
record RawDisk(Path file) {
  private static final String LINUX = "0FC63DAF-8483-4772-8E79-3D69D8477DE4";
  private static final int SECTOR = 512;

  static RawDisk of(Guest guest) throws IOException, InterruptedException {
    return new RawDisk(guest.rawDisk());
  }

  /** Table and root file system have nothing that a check complains about, and fill the disk. */
  void assertClean(long size) throws IOException, InterruptedException {
    assertThat(Files.size(file)).isEqualTo(size);
    JsonNode table =
        new JsonMapper()
            .readTree(String.join("\n", Command.of("sfdisk", "-J", file.toString()).lines()))
            .get("partitiontable");
    if (table.get("label").asString().equals("gpt")) {
      assertThat(String.join("\n", Command.of("sgdisk", "-v", file.toString()).lines()))
          .contains("No problems found")
          .doesNotContain("Warning", "Caution");
    }
    JsonNode root = root(table);
    long end = root.get("start").asLong() + root.get("size").asLong();
    assertThat(size / SECTOR - end).as("sectors behind the root").isBetween(0L, 2048L);
    assertThat(Command.of("e2fsck", "-fn", part(root).toString()).status()).isZero();
  }

  private static JsonNode root(JsonNode table) {
    for (JsonNode each : table.get("partitions")) {
      if (List.of(LINUX, "83").contains(each.get("type").asString())) {
        return each;
      }
    }
    throw new AssertionError("no Linux partition in " + table);
  }

  /** e2fsck takes no offset, so the partition gets a file of its own; holes stay holes. */
  private Path part(JsonNode root) throws IOException, InterruptedException {
    Path part = file.resolveSibling(file.getFileName() + ".root");
    long start = root.get("start").asLong() * SECTOR;
    long bytes = root.get("size").asLong() * SECTOR;
    Command.of(
            "dd",
            "if=" + file,
            "of=" + part,
            "bs=1M",
            "iflag=skip_bytes,count_bytes",
            "skip=" + start,
            "count=" + bytes,
            "conv=sparse",
            "status=none")
        .run();
    Command.of("truncate", "-s", Long.toString(bytes), part.toString()).run();
    return part;
  }
}
