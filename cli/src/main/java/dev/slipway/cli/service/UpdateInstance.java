package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway service update}. */
@Command(
    name = "update",
    description = "Gives an instance another plan, other parameters, or a newer version.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  slipway service update mail --plan large -p region=us"})
final class UpdateInstance implements Callable<Integer> {
  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private ParameterOptions parameters = new ParameterOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Option(names = "--plan", paramLabel = "PLAN", description = "Another plan of its service.")
  private @Nullable String plan;

  @Option(names = "--upgrade", description = "To the version that the catalog has of its plan.")
  private boolean upgrade;

  UpdateInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    ObjectNode wanted = parameters.read(surroundings.folder());
    if (plan == null && !upgrade && wanted.isEmpty()) {
      throw new UsageException("nothing is to change; add --plan, --upgrade, -p or --parameters");
    }
    try (Session session = options.open(surroundings)) {
      KnownInstance before = session.memory().need(name);
      if (before.stage() != Stage.READY && before.stage() != Stage.UPDATING) {
        throw new UsageException(
            "%s is %s; see `slipway service status %s`"
                .formatted(name, before.stage().word(), name));
      }
      Offer next = next(session, before);
      KnownInstance instance = before.towards(next);
      session.memory().keep(instance);
      Target target = Target.of(instance);
      Changes.Made made =
          new Changes(session, waiting.isWanted())
              .make(
                  target,
                  next.text(),
                  before.stage() == Stage.UPDATING,
                  client ->
                      client.send(
                          "PATCH",
                          target.path() + "?accepts_incomplete=true",
                          body(instance, wanted)));
      if (made.answer().isPresent()) {
        session.say(name + " is of " + next.text() + " now");
      }
      if (options.json()) {
        InstanceView.print(surroundings, session.memory().need(name), made.answer());
      }
      return made.status();
    }
  }

  private Offer next(Session session, KnownInstance before) throws Exception {
    if (plan == null && !upgrade) {
      return before.offer();
    }
    Offer offered =
        Offers.of(session.client())
            .find(before.offer().service(), plan == null ? before.offer().plan() : plan);
    if (upgrade && offered.version().isEmpty()) {
      throw new UsageException("the plan " + offered.plan() + " has no versions");
    }
    return offered;
  }

  private ObjectNode body(KnownInstance instance, ObjectNode wanted) {
    Offer now = instance.offer();
    Offer next = instance.next();
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("service_id", now.serviceId());
    body.set("context", CreateInstance.context(instance));
    if (!next.planId().equals(now.planId())) {
      body.put("plan_id", next.planId());
    }
    if (!wanted.isEmpty()) {
      body.set("parameters", wanted);
    }
    if (!next.version().isEmpty() && !next.equals(now)) {
      body.putObject("maintenance_info").put("version", next.version());
    }
    ObjectNode previous = body.putObject("previous_values");
    previous.put("plan_id", now.planId());
    previous.put("service_id", now.serviceId());
    previous.put("organization_id", instance.organization());
    previous.put("space_id", instance.space());
    if (!now.version().isEmpty()) {
      previous.putObject("maintenance_info").put("version", now.version());
    }
    return body;
  }
}
