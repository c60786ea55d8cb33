package dev.slipway.cli.service;

import dev.slipway.build.debian.NearestName;
import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code slipway service unbind}. */
@Command(
    name = "unbind",
    description = "Ends a binding: its credentials let nobody in any more.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway service unbind mail 2"})
final class UnbindInstance implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(index = "0", paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "BINDING",
      description = "The binding; it can be left out where there is one only.")
  private @Nullable String binding;

  UnbindInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    try (Session session = options.open(surroundings)) {
      KnownInstance instance = session.memory().need(name);
      KnownBinding found = binding(instance, binding);
      Changes.Made made =
          DeleteInstance.remove(
              session, new Changes(session, waiting.isWanted()), Target.of(instance, found));
      if (made.answer().isPresent()) {
        session.say("binding " + found.name() + " of " + name + " is gone");
      }
      if (options.json()) {
        InstanceView.print(surroundings, session.memory().need(name), made.answer());
      }
      return made.status();
    }
  }

  /** The binding of a name, or the only one. */
  static KnownBinding binding(KnownInstance instance, @Nullable String name) {
    List<String> names = instance.bindings().stream().map(KnownBinding::name).toList();
    if (names.isEmpty()) {
      throw new UsageException(instance.name() + " has no bindings that are known here");
    }
    if (name == null) {
      if (names.size() > 1) {
        throw new UsageException(
            instance.name() + " has several bindings; name one of " + String.join(", ", names));
      }
      return instance.bindings().getFirst();
    }
    return instance
        .binding(name)
        .orElseThrow(() ->
            new UsageException(
                "%s has no binding `%s`".formatted(instance.name(), name)
                    + NearestName.of(name, names)
                        .map(n -> "; did you mean `" + n + "`?")
                        .orElse("; it has " + String.join(", ", names))));
  }
}
