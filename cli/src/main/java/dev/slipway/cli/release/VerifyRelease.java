package dev.slipway.cli.release;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.definition.Diagnostic;
import dev.slipway.release.directory.ReleaseDirectory;
import dev.slipway.release.verify.Verification;
import dev.slipway.release.verify.VerifyDirectory;
import dev.slipway.release.verify.VerifyTarball;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway release verify}. */
@Command(
    name = "verify",
    description = "Finds what is wrong with a release directory or a release's tarball.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "All of it is said at once, with file and line. Nothing is changed or unpacked.",
      "Exit status: 1 where there are errors, 0 where there are none or warnings only.",
      "Example:",
      "  slipway release verify redis.tgz"
    })
final class VerifyRelease implements Callable<Integer> {
  private final Surroundings surroundings;

  @Parameters(
      paramLabel = "DIR|TGZ",
      arity = "0..1",
      description = "The release directory or the tarball (default: the current folder).")
  private Path release = Path.of("");

  @Option(names = "--strict", description = "Take warnings for errors.")
  private boolean strict;

  @Option(names = "--json", description = "Print what is found as JSON.")
  private boolean json;

  VerifyRelease(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Path path = surroundings.folder().resolve(release).toAbsolutePath().normalize();
    if (!Files.exists(path)) {
      throw new UsageException("there is no " + path);
    }
    Verification found;
    try (ParsedTemplates templates =
        new ParsedTemplates(surroundings.cacheFolder().resolve("templates"))) {
      found =
          Files.isDirectory(path)
              ? new VerifyDirectory(templates).verify(ReleaseDirectory.at(path))
              : new VerifyTarball(templates).verify(path);
    }
    if (json) {
      surroundings
          .out()
          .println(Json.text(found.found().stream().map(VerifyRelease::fields).toList()));
    } else {
      found.found().forEach(surroundings.err()::println);
      surroundings.out().println(path.getFileName() + ": " + summary(found));
    }
    boolean good = found.errors().isEmpty() && !(strict && !found.warnings().isEmpty());
    return good ? 0 : 1;
  }

  private static String summary(Verification found) {
    if (found.found().isEmpty()) {
      return "nothing is wrong";
    }
    return count(found.errors().size(), "error") + ", " + count(found.warnings().size(), "warning");
  }

  private static String count(int count, String what) {
    return count == 1 ? "1 " + what : count + " " + what + "s";
  }

  private static Map<String, Object> fields(Diagnostic each) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("severity", each.severity().name().toLowerCase(Locale.ROOT));
    fields.put("file", each.file());
    fields.put("line", each.at().line());
    fields.put("column", each.at().column());
    fields.put("message", each.message());
    return fields;
  }
}
