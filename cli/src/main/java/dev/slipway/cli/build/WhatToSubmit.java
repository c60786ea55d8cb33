package dev.slipway.cli.build;

import dev.slipway.cli.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how a submitted definition is built. */
final class WhatToSubmit {
  @Option(
      names = "--arch",
      split = ",",
      paramLabel = "ARCH",
      description = "amd64, i386, arm64; a build for each (default: the definition's).")
  private List<String> architectures = List.of();

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "raw, qcow2, …; several with commas (default: the definition's).")
  private List<String> formats = List.of();

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A variable for scripts that have it in `pass`.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(
      names = "--param-file",
      paramLabel = "FILE",
      description = "The same from a file, a line each: for what others may not see.")
  private @Nullable Path parameterFile;

  @Option(names = "--priority", description = "From -100 to 100; higher is sooner (default: 0).")
  private @Nullable Integer priority;

  @Option(names = "--project", description = "Whose builds these are (default: default).")
  private @Nullable String project;

  @Option(names = "--mail", paramLabel = "ADDRESS", description = "Who hears of it.")
  private @Nullable String mail;

  @Option(
      names = "--publish",
      paramLabel = "[CREDENTIAL=]URL",
      description =
          "Where the files go too: sftp://…, s3://…; with the name of one of the server's"
              + " credentials.")
  private List<String> publish = List.of();

  @Option(
      names = "--folder",
      paramLabel = "PATH",
      description = "Where the definition is in the source (default: its root).")
  private @Nullable String inside;

  @Option(names = "--no-test", description = "Do not boot the image, also where it says so.")
  private boolean noTest;

  /** The submission's fields as the API has them, without the source. */
  Map<String, Object> fields(Path folder) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    put(fields, "architectures", architectures);
    put(fields, "formats", formats);
    put(fields, "priority", priority);
    put(fields, "project", project);
    put(fields, "mail", mail);
    put(fields, "folder", inside);
    Map<String, String> all = parameters(folder);
    if (!all.isEmpty()) {
      fields.put("parameters", all);
    }
    if (noTest) {
      fields.put("test", false);
    }
    put(fields, "publish", publish.stream().map(WhatToSubmit::destination).toList());
    return fields;
  }

  /** Where the definition is, in a folder that is submitted. */
  Path inside(Path folder) {
    return inside == null ? folder : folder.resolve(inside);
  }

  private static void put(Map<String, Object> fields, String key, @Nullable Object value) {
    if (value != null && !(value instanceof List<?> list && list.isEmpty())) {
      fields.put(key, value);
    }
  }

  private static Map<String, String> destination(String written) {
    int equals = written.indexOf('=');
    boolean named = equals > 0 && written.substring(0, equals).matches("[A-Za-z0-9._-]+");
    return named
        ? Map.of("url", written.substring(equals + 1), "credential", written.substring(0, equals))
        : Map.of("url", written);
  }

  private Map<String, String> parameters(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>();
    if (parameterFile != null) {
      Path file = folder.resolve(parameterFile);
      List<String> lines = new ArrayList<>(Files.readAllLines(file));
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
          throw new UsageException(file + ":" + (i + 1) + ": error: write NAME=VALUE");
        }
        all.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    all.putAll(parameters);
    return all;
  }
}
