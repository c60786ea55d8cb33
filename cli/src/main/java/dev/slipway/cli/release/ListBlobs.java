package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.release.directory.BlobIndex;
import dev.slipway.release.directory.BlobIndex.Blob;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code slipway release blobs}. */
@Command(
    name = "blobs",
    description = "Lists the blobs of a release directory.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway release blobs --json"})
final class ListBlobs implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private DirectoryOption directory = new DirectoryOption();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  ListBlobs(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Map<String, Blob> blobs = BlobIndex.read(directory.directory(surroundings)).all();
    if (json) {
      List<Map<String, Object>> all = new ArrayList<>();
      blobs.forEach((path, blob) -> all.add(fields(path, blob)));
      surroundings.out().println(Json.text(all));
      return 0;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("BLOB", "SIZE", "OBJECT", "CHECKSUM"));
    blobs.forEach((path, blob) ->
        rows.add(
            List.of(
                Text.plain(path),
                Text.size(blob.size()),
                Text.plain(blob.object().orElse("not uploaded")),
                blob.digests().toString())));
    Text.table(rows).forEach(surroundings.out()::println);
    return 0;
  }

  private static Map<String, Object> fields(String path, Blob blob) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("path", path);
    fields.put("size", blob.size());
    fields.put("objectId", blob.object().orElse(null));
    fields.put("digest", blob.digests().toString());
    return fields;
  }
}
