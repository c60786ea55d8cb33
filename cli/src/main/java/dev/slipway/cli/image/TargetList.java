package dev.slipway.cli.image;

import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import dev.slipway.disk.target.Target;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows what can be made for importers, and what they take. */
final class TargetList {
  private final PrintStream out;

  TargetList(PrintStream out) {
    this.out = out;
  }

  void print(List<Target> targets, boolean json) {
    if (json) {
      out.println(Json.text(targets.stream().map(TargetList::asMap).toList()));
      return;
    }
    for (Target each : targets) {
      out.println("%-19s %s".formatted(each.name(), each.purpose()));
      out.println(
          "    *%s; %s; disk on %s; %s"
              .formatted(each.ending(), firmware(each), each.limits().buses(), sizes(each)));
    }
  }

  private static String sizes(Target target) {
    long unit = target.limits().alignment();
    long most = target.limits().largest();
    String sizes = unit <= 512 ? "any size" : "whole " + Text.size(unit);
    if (most >= 1L << 56) {
      return sizes;
    }
    return (unit <= 512 ? "" : sizes + " ") + "up to " + Text.size(most);
  }

  private static Map<String, Object> asMap(Target target) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("target", target.name());
    fields.put("ending", target.ending());
    fields.put("hypervisor", target.hypervisor());
    fields.put("sizeAlignment", target.limits().alignment());
    fields.put("largest", target.limits().largest());
    fields.put("firmware", firmware(target).split(", ", -1));
    fields.put("buses", target.limits().buses());
    fields.put("purpose", target.purpose());
    return fields;
  }

  private static String firmware(Target target) {
    return target.limits().firmware().stream()
        .map(f -> f.name().toLowerCase(Locale.ROOT))
        .filter(f -> !f.equals("both"))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
