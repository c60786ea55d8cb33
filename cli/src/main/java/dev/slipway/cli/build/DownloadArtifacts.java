package dev.slipway.cli.build;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.definition.source.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway build download}. */
@Command(
    name = "download",
    description = "Gets a build's files, and checks them.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "What was broken off is gone on with by the same command.",
      "Examples:",
      "  slipway build download 12 -o images",
      "  slipway build download 12 qcow2 sbom"
    })
final class DownloadArtifacts implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(index = "0", paramLabel = "ID", description = "The build's number.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Files, by their names or kinds: qcow2, sbom, lock (default: all).")
  private List<String> names = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where they go (default: this folder).")
  private @Nullable Path output;

  @Option(names = "--json", description = "Print the files as JSON.")
  private boolean json;

  DownloadArtifacts(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    long build = BuildIds.read(id);
    Path folder = output == null ? surroundings.folder() : surroundings.folder().resolve(output);
    try (Api api = server.api(surroundings)) {
      List<RemoteFile> wanted = wanted(all(api, build), build);
      Files.createDirectories(folder.toAbsolutePath());
      List<Path> files = new ArrayList<>();
      try (Progress progress = Progress.of(surroundings, false, false)) {
        for (RemoteFile each : wanted) {
          files.add(each.download(api, folder, progress));
        }
      }
      print(wanted, files);
      return 0;
    }
  }

  private static List<RemoteFile> all(Api api, long build)
      throws IOException, InterruptedException {
    List<RemoteFile> all = new ArrayList<>();
    for (JsonNode each : api.get("/builds/" + build + "/artifacts").path("artifacts")) {
      all.add(RemoteFile.of(build, each));
    }
    return all;
  }

  private List<RemoteFile> wanted(List<RemoteFile> all, long build) throws IOException {
    if (all.isEmpty()) {
      throw new IOException("build " + build + " has left no files");
    }
    if (names.isEmpty()) {
      return all;
    }
    List<RemoteFile> wanted = new ArrayList<>();
    for (String name : names) {
      List<RemoteFile> found =
          all.stream().filter(f -> f.name().equals(name) || f.kind().equals(name)).toList();
      if (found.isEmpty()) {
        List<String> known =
            all.stream().flatMap(f -> Stream.of(f.name(), f.kind())).distinct().toList();
        throw new UsageException(
            "build " + build + " has no file `" + name + "`" + Nearest.hint(name, known));
      }
      found.stream().filter(f -> !wanted.contains(f)).forEach(wanted::add);
    }
    return wanted;
  }

  private void print(List<RemoteFile> wanted, List<Path> files) {
    if (json) {
      surroundings.out().println(Json.text(wanted));
    } else {
      files.forEach(surroundings.out()::println);
    }
  }
}
