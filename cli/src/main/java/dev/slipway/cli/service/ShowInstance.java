package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code slipway service show}. */
@Command(
    name = "show",
    description = "Shows an instance, its bindings, and what the broker tells of it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway service show mail"})
final class ShowInstance implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private String name = "";

  ShowInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Session session = options.open(surroundings)) {
      KnownInstance instance = session.memory().need(name);
      Optional<JsonNode> told = told(session, instance);
      if (options.json()) {
        Map<String, Object> all = new LinkedHashMap<>(InstanceView.of(instance));
        told.ifPresent(t -> all.put("broker", t));
        surroundings.out().println(Json.text(all));
      } else {
        print(instance, told);
      }
      return 0;
    }
  }

  /** What the broker tells, where its catalog says that it does. */
  private static Optional<JsonNode> told(Session session, KnownInstance instance)
      throws BrokerFault, InterruptedException {
    boolean retrievable =
        Offers.of(session.client())
            .withId(instance.offer().serviceId())
            .filter(s -> s.path("instances_retrievable").asBoolean(false))
            .isPresent();
    if (!retrievable) {
      return Optional.empty();
    }
    Target target = Target.of(instance);
    Answer answer = session.client().get(target.path() + "?" + target.ids());
    if (answer.status() == 404) {
      session.say(
          instance.stage() == Stage.READY
              ? "the broker does not know this instance any more; `slipway service delete %s` forgets it"
                  .formatted(instance.name())
              : "the broker does not have this instance as it is to be, yet or any more");
      return Optional.empty();
    }
    if (answer.status() != 200) {
      throw answer.fault();
    }
    return Optional.of(answer.body());
  }

  private void print(KnownInstance instance, Optional<JsonNode> told) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Name", instance.name()));
    rows.add(List.of("ID", instance.id()));
    rows.add(List.of("Service", Text.plain(instance.offer().service())));
    rows.add(List.of("Plan", Text.plain(instance.offer().plan())));
    rows.add(List.of("State", instance.stage().word()));
    told.ifPresent(t -> {
      String pages = Text.plain(t.path("dashboard_url").asString(""));
      if (!pages.isEmpty()) {
        rows.add(List.of("Pages", pages));
      }
      t.path("parameters")
          .properties()
          .forEach(
              e -> rows.add(List.of("Parameter", Text.plain(e.getKey() + "=" + e.getValue()))));
    });
    for (KnownBinding each : instance.bindings()) {
      rows.add(
          List.of(
              "Binding",
              each.name()
                  + ", "
                  + each.stage().word()
                  + (each.app().isEmpty() ? "" : ", for " + Text.plain(each.app()))));
    }
    Text.table(rows).forEach(surroundings.out()::println);
  }
}
