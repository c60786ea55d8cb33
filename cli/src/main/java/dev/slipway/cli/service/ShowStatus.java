package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Progress;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway service status}. */
@Command(
    name = "status",
    description = "Asks the broker how far it is, and remembers that.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway service status mail --wait"})
final class ShowStatus implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BINDING",
      description = "One of its bindings, in the place of itself.")
  private @Nullable String binding;

  @Option(names = "--wait", description = "Until it has ended.")
  private boolean wait;

  ShowStatus(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Session session = options.open(surroundings)) {
      KnownInstance instance = session.memory().need(name);
      Target target =
          binding == null
              ? Target.of(instance)
              : Target.of(instance, UnbindInstance.binding(instance, binding));
      if (target.stage() == Stage.READY || target.stage() == Stage.FAILED) {
        print(target, target.stage().word(), "");
        return target.stage() == Stage.READY ? 0 : 1;
      }
      if (wait) {
        Changes.Made made = new Changes(session, true).await(target);
        if (made.status() == 0) {
          print(target, ended(target), "");
        }
        return made.status();
      }
      return once(session, target);
    }
  }

  private int once(Session session, Target target) throws IOException, InterruptedException {
    Going going = new LastOperation(session.client()).ask(target);
    switch (going) {
      case Going.InProgress(String description, _) ->
          print(target, target.stage().word(), description);
      case Going.Unknown(BrokerFault fault, _) -> {
        if (fault.status() != 404) {
          throw fault;
        }
        print(target, "unknown", "the broker knows nothing of it");
        session.say(
            "was it cut off? give the same command again, or undo it: `" + target.removal() + "`");
        return 1;
      }
      case Going.Succeeded _, Going.Failed _ -> {
        try (Progress progress = Progress.of(surroundings, false, true)) {
          new Changes(session, true).end(target, going, progress);
        }
        print(target, ended(target), "");
      }
    }
    return 0;
  }

  private static String ended(Target target) {
    return target.stage() == Stage.DELETING ? "gone" : Stage.READY.word();
  }

  private void print(Target target, String state, String description) {
    if (options.json()) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("name", target.instance().name());
      target.binding().ifPresent(b -> all.put("binding", b.name()));
      all.put("state", state);
      if (!description.isEmpty()) {
        all.put("description", description);
      }
      surroundings.out().println(Json.text(all));
    } else {
      surroundings
          .out()
          .println(
              target.text() + ": " + state + (description.isEmpty() ? "" : ": " + description));
    }
  }
}
