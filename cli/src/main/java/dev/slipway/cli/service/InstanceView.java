package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Instances and bindings as JSON. */
final class InstanceView {
  private InstanceView() {}

  static void print(Surroundings surroundings, KnownInstance instance, Optional<Answer> answer) {
    Map<String, Object> all = new LinkedHashMap<>(of(instance));
    answer
        .map(a -> a.text("dashboard_url"))
        .filter(d -> !d.isEmpty())
        .ifPresent(d -> all.put("dashboard_url", d));
    surroundings.out().println(Json.text(all));
  }

  static Map<String, Object> of(KnownInstance instance) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("name", instance.name());
    all.put("id", instance.id());
    all.put("service", instance.offer().service());
    all.put("plan", instance.offer().plan());
    all.put("organization", instance.organization());
    all.put("space", instance.space());
    all.put("state", instance.stage().word());
    List<Map<String, String>> bindings =
        instance.bindings().stream().map(InstanceView::of).toList();
    all.put("bindings", bindings);
    return all;
  }

  static Map<String, String> of(KnownBinding binding) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("name", binding.name());
    all.put("id", binding.id());
    all.put("state", binding.stage().word());
    if (!binding.app().isEmpty()) {
      all.put("app", binding.app());
    }
    return all;
  }

  /** That something is not there any more. */
  static void gone(Surroundings surroundings, String name, String id) {
    surroundings.out().println(Json.text(Map.of("name", name, "id", id, "state", "gone")));
  }
}
