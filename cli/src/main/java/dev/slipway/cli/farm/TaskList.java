package dev.slipway.cli.farm;

import dev.slipway.build.debian.NearestName;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.farm.Task;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The tasks that there are. */
record TaskList(PrintStream out) {
  /** The task that a user means. */
  static Task task(String name) {
    return Task.of(name)
        .orElseThrow(() ->
            new UsageException(
                "there is no task `%s`%s; see `slipway farm --list`"
                    .formatted(
                        name,
                        NearestName.of(name, names())
                            .map(n -> "; did you mean `" + n + "`?")
                            .orElse(""))));
  }

  private static List<String> names() {
    return Arrays.stream(Task.values()).map(Task::toString).toList();
  }

  void print(boolean json) {
    if (json) {
      out.println(
          Json.text(
              Arrays.stream(Task.values())
                  .map(t -> Map.of("task", t.toString(), "purpose", t.purpose()))
                  .toList()));
      return;
    }
    for (Task task : Task.values()) {
      out.println("%-24s  %s".formatted(task, task.purpose()));
    }
  }
}
