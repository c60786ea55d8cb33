package dev.slipway.build.image;

import dev.slipway.build.cache.Fingerprint;
import dev.slipway.build.plan.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the steps of a definition's last build were made from, so that a plan can say what has
 * changed since. It is for people only: nothing is decided by it.
 */
final class History {
  private final Path file;

  /** The history of one definition and architecture, below a folder. */
  History(Path folder, Path definition, String architecture) {
    String name = definition.toAbsolutePath().normalize() + " " + architecture;
    this.file =
        folder.resolve(Fingerprint.sha256(name.getBytes(StandardCharsets.UTF_8)).substring(0, 32));
  }

  /** A file to lock while the definition's lock file is written. */
  Path lockFile() {
    return file.resolveSibling(file.getFileName() + ".lock");
  }

  void write(List<Step> steps) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Step step : steps) {
      step.fingerprint()
          .ingredients()
          .forEach((label, value) ->
              lines.add(step.name() + "\t" + label + "\t" + value.replaceAll("\\s", " ")));
    }
    Path aside = file.resolveSibling(file.getFileName() + ".part");
    Files.write(aside, lines);
    Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Why a step is to be done. */
  String reason(Step step) throws IOException {
    Map<String, String> before = read().getOrDefault(step.name(), Map.of());
    if (before.isEmpty()) {
      return "not built yet";
    }
    Map<String, String> now = step.fingerprint().ingredients();
    List<String> changed = new ArrayList<>();
    now.forEach((label, value) -> {
      if (!value.replaceAll("\\s", " ").equals(before.get(label))) {
        changed.add(before.containsKey(label) ? label : label + " (new)");
      }
    });
    before.keySet().stream()
        .filter(label -> !now.containsKey(label))
        .forEach(label -> changed.add(label + " (gone)"));
    if (changed.isEmpty()) {
      return "its result is not kept any more";
    }
    return changed.equals(List.of("below"))
        ? "a step before it changes"
        : "changed: " + String.join(", ", changed);
  }

  private Map<String, Map<String, String>> read() throws IOException {
    Map<String, Map<String, String>> steps = new LinkedHashMap<>();
    if (Files.exists(file)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        String[] parts = line.split("\t", 3);
        if (parts.length == 3) {
          steps.computeIfAbsent(parts[0], n -> new LinkedHashMap<>()).put(parts[1], parts[2]);
        }
      }
    }
    return steps;
  }
}
