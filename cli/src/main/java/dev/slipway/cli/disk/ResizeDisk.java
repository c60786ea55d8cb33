package dev.slipway.cli.disk;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Bytes;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.Disks;
import dev.slipway.disk.resize.Resizing;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway disk resize}. */
@Command(
    name = "resize",
    description = "Makes a raw or qcow2 disk larger, or smaller where its end is empty.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The copy of a GPT at the disk's end moves along. File systems stay as they are: an image with"
          + " `context: true` grows its root when it boots. Nobody may use the disk meanwhile.",
      "Examples:",
      "  slipway disk resize disk.qcow2 20G",
      "  slipway disk resize disk.raw 4G --keep-table"
    })
final class ResizeDisk implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(index = "0", paramLabel = "FILE", description = "The disk's file.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "SIZE",
      converter = Bytes.class,
      description = "What the machine sees afterwards, such as 20G.")
  private long size;

  @Option(names = "--keep-table", description = "Leave the copy of a GPT where it is.")
  private boolean keepTable;

  @Option(names = "--json", description = "Print what was done as JSON.")
  private boolean json;

  ResizeDisk(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path path = surroundings.folder().resolve(file);
    long before = Disks.info(path).size();
    Resizing resizing = Resizing.to(size);
    (keepTable ? resizing : resizing.movingTable()).run(path);
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", file.toString());
      fields.put("sizeBefore", before);
      fields.put("size", Disks.info(path).size());
      surroundings.out().println(Json.text(fields));
    } else {
      surroundings
          .out()
          .println(file + ": " + Text.size(before) + ", now " + Text.size(Disks.info(path).size()));
    }
    return 0;
  }
}
