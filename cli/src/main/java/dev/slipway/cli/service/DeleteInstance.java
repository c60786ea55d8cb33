package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code slipway service delete}. */
@Command(
    name = "delete",
    description = "Removes an instance and all that is in it.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway service delete mail --with-bindings"})
final class DeleteInstance implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Option(names = "--with-bindings", description = "Its bindings first, also where there are some.")
  private boolean withBindings;

  DeleteInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Session session = options.open(surroundings)) {
      KnownInstance instance = session.memory().need(name);
      if (!instance.bindings().isEmpty() && !withBindings) {
        throw new UsageException(
            "%s has %s; add --with-bindings to remove them too"
                .formatted(
                    name,
                    instance.bindings().size() == 1
                        ? "a binding"
                        : instance.bindings().size() + " bindings"));
      }
      // An instance cannot go before its bindings have.
      Changes changes = new Changes(session, true);
      for (KnownBinding each : instance.bindings()) {
        Changes.Made made = remove(session, changes, Target.of(instance, each));
        if (made.status() != 0) {
          return made.status();
        }
      }
      Changes.Made made =
          remove(
              session,
              new Changes(session, waiting.isWanted()),
              Target.of(session.memory().need(name)));
      if (made.answer().isPresent()) {
        session.say(name + " is gone");
      }
      if (options.json() && made.answer().isPresent()) {
        InstanceView.gone(surroundings, name, instance.id());
      } else if (options.json()) {
        InstanceView.print(surroundings, session.memory().need(name), made.answer());
      }
      return made.status();
    }
  }

  /** Has an instance or a binding removed. */
  static Changes.Made remove(Session session, Changes changes, Target target)
      throws IOException, InterruptedException {
    // After a first attempt a refusal does not mean that all is as it was.
    boolean again = target.stage() != Stage.READY;
    Target leaving = new Settling(session.memory()).put(target, Stage.DELETING, "");
    return changes.make(
        leaving,
        target.instance().offer().text(),
        again,
        client -> client.delete(leaving.path() + "?" + leaving.ids() + "&accepts_incomplete=true"));
  }
}
