package dev.slipway.cli.farm;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.farm.Done;
import dev.slipway.farm.task.Change.Item;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tells what came of tasks. */
record FarmReport(Surroundings surroundings, boolean dryRun, boolean verbose) {
  /** Few enough to be read. */
  private static final int SHOWN = 4;

  /** Prints all, what failed last, and returns the exit status. */
  int print(List<Done> all, boolean json) {
    if (json) {
      surroundings.out().println(Json.line(asMap(all)));
    } else {
      all.stream().filter(Done::ok).forEach(this::print);
    }
    List<Done> failed = all.stream().filter(d -> d.failure().isPresent()).toList();
    failed.forEach(d -> explain(d, all));
    return failed.isEmpty() ? 0 : 1;
  }

  private void print(Done done) {
    PrintStream out = surroundings.out();
    String head = done.host() + ": " + done.task();
    if (done.changes().isEmpty()) {
      out.println(head + ": all is as it should be");
      return;
    }
    boolean all = verbose || done.changes().size() <= SHOWN;
    List<Item> shown = all ? done.changes() : done.changes().subList(0, dryRun ? SHOWN : 0);
    List<Item> rest = done.changes().subList(shown.size(), done.changes().size());
    out.println(head + (dryRun ? " would" : ""));
    shown.forEach(c -> out.println("  " + line(c)));
    if (!rest.isEmpty()) {
      long bytes = rest.stream().mapToLong(Item::bytes).sum();
      String more = shown.isEmpty() ? "" : "more ";
      out.println("  %d %sfiles (%s)".formatted(rest.size(), more, Text.size(bytes)));
    }
  }

  private static String line(Item change) {
    return change.bytes() < 1024
        ? change.what()
        : change.what() + " (" + Text.size(change.bytes()) + ")";
  }

  private void explain(Done failed, List<Done> all) {
    String why = failed.failure().orElse("");
    surroundings
        .err()
        .println(
            "slipway: %s: %s failed\n  %s"
                .formatted(failed.host(), failed.task(), why.replace("\n", "\n  ")));
    List<String> left =
        all.stream()
            .filter(d -> d.skipped() && d.host().equals(failed.host()))
            .map(d -> d.task().toString())
            .toList();
    if (!left.isEmpty()) {
      surroundings.err().println("  not begun there: " + String.join(" ", left));
    }
  }

  private Map<String, Object> asMap(List<Done> all) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("event", "summary");
    fields.put("dryRun", dryRun);
    fields.put("tasks", all.stream().map(FarmReport::asMap).toList());
    return fields;
  }

  private static Map<String, Object> asMap(Done done) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("task", done.task().toString());
    fields.put("host", done.host());
    fields.put("ok", done.ok());
    fields.put("skipped", done.skipped());
    done.failure().ifPresent(why -> fields.put("failure", why));
    fields.put("changes", done.changes().stream().map(Item::what).toList());
    return fields;
  }
}
