package dev.slipway.cli.service;

import dev.slipway.cli.Surroundings;
import dev.slipway.cli.UsageException;
import dev.slipway.cli.terminal.Json;
import dev.slipway.cli.terminal.Text;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code slipway service bind}. */
@Command(
    name = "bind",
    description = "Lets an application in, and prints the credentials that it needs.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Credentials are not kept here. With the --name of a binding that is there, they are",
      "asked for again.",
      "Examples:",
      "  slipway service bind mail --app 7a0f1b0c-55d1-4a59-8f0e-0b8f6c2f8a11",
      "  eval \"$(slipway service bind mail --format env)\"; echo $MAIL_URI"
    })
final class BindInstance implements Callable<Integer> {
  /** How credentials are printed. */
  enum Format {
    JSON,
    ENV,
    VCAP
  }

  private final Surroundings surroundings;
  @Mixin private ServiceOptions options = new ServiceOptions();
  @Mixin private ParameterOptions parameters = new ParameterOptions();
  @Mixin private WaitOptions waiting = new WaitOptions();

  @Parameters(paramLabel = "NAME", description = "The instance.")
  private String name = "";

  @Option(names = "--app", paramLabel = "GUID", description = "The application that it is for.")
  private @Nullable String app;

  @Option(
      names = "--name",
      paramLabel = "BINDING",
      description = "What you call the binding (default: the next number).")
  private @Nullable String binding;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description =
          "Credentials as json (default), as variables for a shell (env), or as the"
              + " VCAP_SERVICES of a Cloud Foundry application (vcap).")
  private Format format = Format.JSON;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "What variables begin with (default: the instance's name and _).")
  private @Nullable String prefix;

  BindInstance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() throws Exception {
    if (options.json() && format != Format.JSON) {
      throw new UsageException("--json and --format say different things; leave one out");
    }
    ObjectNode wanted = parameters.read(surroundings.folder());
    try (Session session = options.open(surroundings)) {
      KnownInstance instance = session.memory().need(name);
      if (instance.stage() != Stage.READY && instance.stage() != Stage.UPDATING) {
        throw new UsageException(
            "%s is %s; see `slipway service status %s`"
                .formatted(name, instance.stage().word(), name));
      }
      Optional<KnownBinding> before =
          binding == null ? Optional.empty() : instance.binding(binding);
      KnownBinding found = before.isPresent() ? same(before.get()) : fresh(instance);
      Names.require(found.name(), "a binding");
      session.memory().change(instance, i -> i.with(found));
      Target target = Target.of(instance, found);
      Changes.Made made =
          new Changes(session, waiting.isWanted())
              .make(
                  target,
                  instance.offer().text(),
                  before.isPresent(),
                  client ->
                      client.send(
                          "PUT",
                          target.path() + "?accepts_incomplete=true",
                          body(instance, found, wanted)));
      if (made.answer().isPresent()) {
        print(session, target, bound(session, target, made.answer().get()));
      } else if (options.json()) {
        InstanceView.print(surroundings, session.memory().need(name), made.answer());
      }
      return made.status();
    }
  }

  private KnownBinding same(KnownBinding before) {
    if (before.stage() != Stage.READY && before.stage() != Stage.CREATING) {
      throw new UsageException(
          "the binding `%s` of %s is %s; end it with `slipway service unbind %s %s`"
              .formatted(before.name(), name, before.stage().word(), name, before.name()));
    }
    if (app != null && !before.app().equals(app)) {
      throw new UsageException(
          "the binding `" + before.name() + "` is for another application; take another name");
    }
    return before;
  }

  private KnownBinding fresh(KnownInstance instance) {
    String called = binding;
    for (int i = 1; called == null; i++) {
      if (instance.binding(String.valueOf(i)).isEmpty()) {
        called = String.valueOf(i);
      }
    }
    return new KnownBinding(
        called, UUID.randomUUID().toString(), app == null ? "" : app, Stage.CREATING, "");
  }

  private static ObjectNode body(
      KnownInstance instance, KnownBinding binding, ObjectNode parameters) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("service_id", instance.offer().serviceId());
    body.put("plan_id", instance.offer().planId());
    body.set("context", CreateInstance.context(instance));
    if (!binding.app().isEmpty()) {
      // Brokers of before read the first one.
      body.put("app_guid", binding.app());
      body.putObject("bind_resource").put("app_guid", binding.app());
    }
    if (!parameters.isEmpty()) {
      body.set("parameters", parameters);
    }
    return body;
  }

  /** What the broker tells of the binding: at once, or asked for when it is there. */
  private static JsonNode bound(Session session, Target target, Answer answer)
      throws BrokerFault, InterruptedException {
    if (!answer.isGoing()) {
      return answer.body();
    }
    Answer later = session.client().get(target.path() + "?" + target.ids());
    if (later.status() != 200) {
      throw later.fault();
    }
    return later.body();
  }

  private void print(Session session, Target target, JsonNode bound) throws Exception {
    KnownBinding made = target.binding().orElseThrow();
    JsonNode credentials = bound.path("credentials");
    if (options.json()) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("instance", name);
      all.put("binding", made.name());
      all.put("id", made.id());
      bound.properties().forEach(e -> all.put(e.getKey(), e.getValue()));
      surroundings.out().println(Json.text(all));
    } else {
      switch (format) {
        case JSON ->
            surroundings.out().println(Json.text(credentials.isObject() ? credentials : Map.of()));
        case ENV ->
            new ShellVariables(prefix == null ? name + "_" : prefix)
                .lines(credentials)
                .forEach(surroundings.out()::println);
        case VCAP ->
            surroundings
                .out()
                .println(
                    VcapServices.of(
                        target,
                        Offers.of(session.client()).withId(target.instance().offer().serviceId()),
                        bound));
      }
    }
    String until = Text.plain(bound.path("metadata").path("expires_at").asString(""));
    session.say(
        "this is binding %s of %s%s; `slipway service unbind %s` ends it"
            .formatted(
                made.name(), name, until.isEmpty() ? "" : ", until " + until, target.arguments()));
  }
}
