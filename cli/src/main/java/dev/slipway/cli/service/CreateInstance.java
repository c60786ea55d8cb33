package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway service create}. */
@Command(
    name = "create",
    description = "Makes an instance of a service.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Where it was cut off, the same command again goes on with the same instance.",
      "Example:",
      "  slipway service create mail-relay standard mail -p region=eu --wait"
    })
final class CreateInstance implements Callable<Integer> {
  private static final String NOBODY = "00000000-0000-0000-0000-000000000000";

  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private ParameterOptions parameters = new ParameterOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(index = "0", paramLabel = "SERVICE", description = "A service's name.")
  private String service = "";

  @Parameters(index = "1", paramLabel = "PLAN", description = "The name of one of its plans.")
  private String plan = "";

  @Parameters(index = "2", paramLabel = "NAME", description = "What you call the instance.")
  private String name = "";

  @Option(
      names = "--organization",
      paramLabel = "GUID",
      description = "The platform's organization (default: ${DEFAULT-VALUE}).")
  private String organization = NOBODY;

  @Option(
      names = "--space",
      paramLabel = "GUID",
      description = "The platform's space (default: ${DEFAULT-VALUE}).")
  private String space = NOBODY;

  CreateInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    Names.require(name, "an instance");
    ObjectNode wanted = parameters.read(surroundings.folder());
    try (Session session = options.open(surroundings)) {
      Offer offer = Offers.of(session.client()).find(service, plan);
      Optional<KnownInstance> before = session.memory().find(name);
      KnownInstance instance = before.isPresent() ? same(before.get(), offer) : fresh(offer);
      session.memory().keep(instance);
      Changes.Made made =
          new Changes(session, waiting.isWanted())
              .make(
                  Target.of(instance),
                  offer.text(),
                  before.isPresent(),
                  client ->
                      client.send(
                          "PUT",
                          Target.of(instance).path() + "?accepts_incomplete=true",
                          body(instance, wanted)));
      if (made.answer().isPresent()) {
        String pages = made.answer().get().text("dashboard_url");
        session.say(
            "%s is there; `slipway service bind %s` gets what an application needs%s"
                .formatted(name, name, pages.isEmpty() ? "" : "; its pages: " + pages));
      }
      if (options.json()) {
        InstanceView.print(surroundings, session.memory().need(name), made.answer());
      }
      return made.status();
    }
  }

  private KnownInstance fresh(Offer offer) {
    return new KnownInstance(
        name,
        UUID.randomUUID().toString(),
        offer,
        offer,
        organization,
        space,
        Stage.CREATING,
        "",
        List.of());
  }

  /** The one of before, where it was cut off. */
  private KnownInstance same(KnownInstance before, Offer offer) {
    boolean goesOn =
        before.stage() == Stage.CREATING
            && before.offer().planId().equals(offer.planId())
            && before.organization().equals(organization)
            && before.space().equals(space);
    if (!goesOn) {
      throw new UsageException(
          "there is an instance `%s` already, of %s, which is %s; take another name"
              .formatted(name, before.offer().text(), before.stage().word()));
    }
    return before;
  }

  private ObjectNode body(KnownInstance instance, ObjectNode wanted) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("service_id", instance.offer().serviceId());
    body.put("plan_id", instance.offer().planId());
    body.put("organization_guid", instance.organization());
    body.put("space_guid", instance.space());
    body.set("context", context(instance));
    if (!wanted.isEmpty()) {
      body.set("parameters", wanted);
    }
    if (!instance.offer().version().isEmpty()) {
      body.putObject("maintenance_info").put("version", instance.offer().version());
    }
    return body;
  }

  /** What brokers are told of the platform. */
  static ObjectNode context(KnownInstance instance) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("platform", "slipway");
    context.put("organization_guid", instance.organization());
    context.put("space_guid", instance.space());
    context.put("instance_name", instance.name());
    return context;
  }
}
