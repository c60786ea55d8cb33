package dev.slipway.cli.doctor;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.doctor.Checkup.Result;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import dev.slipway.cli.terminal.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code slipway doctor}. */
@Command(
    name = "doctor",
    description = "Says which programs Slipway uses, what for, and which of them are there.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status 1 where something is missing that is not optional.",
      "Examples:",
      "  slipway doctor",
      "  sudo slipway doctor --install --yes"
    })
public final class DoctorCommand implements Callable<Integer> {
  private final Surroundings surroundings;
  private final Host host;

  @Option(names = "--install", description = "Install what is missing, with apt-get.")
  private boolean install;

  @Option(names = "--optional", description = "Install what is optional, too.")
  private boolean optional;

  @Option(
      names = {"-y", "--yes"},
      description = "Install without asking.")
  private boolean yes;

  @Option(
      names = {"-q", "--quiet"},
      description = "Show only what is missing and not optional.")
  private boolean quiet;

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  DoctorCommand(Surroundings surroundings) throws IOException {
    this(surroundings, Host.here());
  }

  DoctorCommand(Surroundings surroundings, Host host) {
    this.surroundings = surroundings;
    this.host = host;
  }

  @Override
  public Integer call() throws Exception {
    List<Need> needs = Needs.on(host, surroundings.cacheFolder());
    Checkup checkup = Checkup.of(host, needs);
    List<String> packages = checkup.packages(optional);
    if (install && !packages.isEmpty()) {
      if (!install(packages)) {
        return 1;
      }
      checkup = Checkup.of(host, needs);
    }
    if (json) {
      surroundings
          .out()
          .println(Json.text(checkup.results().stream().map(DoctorCommand::asMap).toList()));
    } else if (!quiet) {
      print(checkup);
    } else if (!checkup.isFine()) {
      print(checkup.lacks());
    }
    return checkup.isFine() ? 0 : 1;
  }

  private boolean install(List<String> packages) throws IOException, InterruptedException {
    Optional<Path> aptGet = host.find("apt-get");
    String names = String.join(" ", packages);
    if (aptGet.isEmpty()) {
      return refused("there is no apt-get here; install what has: " + names);
    }
    if (!host.isRoot()) {
      return refused("only root can install; run: " + Installer.command(packages));
    }
    if (!yes && !agreed(names)) {
      return refused("nothing was installed; --yes installs without asking");
    }
    try (Progress progress = Progress.of(surroundings, json, false)) {
      new Installer(aptGet.get(), surroundings.environment(), surroundings.clock(), progress)
          .install(packages);
    }
    return true;
  }

  private boolean refused(String why) {
    surroundings.err().println("slipway: " + why);
    return false;
  }

  private boolean agreed(String names) throws InterruptedException, IOException {
    surroundings.err().print("Install " + names + " with apt-get? [y/N] ");
    surroundings.err().flush();
    // Not closed: the input is not this command's.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(surroundings.in(), StandardCharsets.UTF_8));
    FutureTask<@Nullable String> answer = new FutureTask<>(in::readLine);
    // Reading cannot be interrupted, waiting for it can: Ctrl-C is an answer too.
    Thread.ofPlatform().daemon().name("answer").start(answer);
    try {
      String given = answer.get();
      return given != null && given.strip().matches("(?i)y(es)?");
    } catch (ExecutionException e) {
      throw new IOException("the answer cannot be read: " + e.getMessage(), e);
    }
  }

  private void print(Checkup checkup) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of(" ", "NAME", "VERSION", "PACKAGE", "FOR"));
    for (Result each : checkup.results()) {
      rows.add(
          List.of(
              mark(each),
              each.need().name(),
              each.finding().version(),
              each.need().debianPackage(),
              each.need().purpose()));
    }
    Text.table(rows).forEach(surroundings.out()::println);
    surroundings.out().println();
    for (Result each : checkup.results()) {
      if (!each.finding().remedy().isEmpty()) {
        surroundings.out().println(each.need().name() + ": " + each.finding().remedy());
      }
    }
    surroundings.out().println(advice(checkup));
  }

  private static String mark(Result result) {
    return result.isMissing() ? (result.need().optional() ? "-" : "\u2717") : "\u2713";
  }

  private String advice(Checkup checkup) {
    List<String> missing = checkup.packages(false);
    List<String> wanted = checkup.packages(true);
    if (!missing.isEmpty()) {
      return "To install what is missing: "
          + (host.isRoot() ? "slipway doctor --install" : Installer.command(missing));
    }
    if (!checkup.isFine()) {
      return "Something is not as it must be.";
    }
    return wanted.isEmpty()
        ? "All that is needed is there."
        : "All that is needed is there. To install what is optional (-): "
            + (host.isRoot() ? "slipway doctor --install --optional" : Installer.command(wanted));
  }

  private static Map<String, Object> asMap(Result result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", result.need().name());
    fields.put("purpose", result.need().purpose());
    fields.put("package", result.need().debianPackage());
    fields.put("optional", result.need().optional());
    fields.put("there", result.finding().there());
    fields.put("version", result.finding().version());
    fields.put("remedy", result.finding().remedy());
    return fields;
  }
}
