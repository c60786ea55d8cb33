package dev.slipway.cli.service;

import dev.slipway.build.debian.NearestName;
import dev.slipway.cli.UsageException;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A broker's catalog. */
record Offers(JsonNode services) {
  static Offers of(BrokerClient client) throws BrokerFault, InterruptedException {
    Answer answer = client.get("/v2/catalog");
    if (answer.status() != 200 || !answer.body().path("services").isArray()) {
      throw answer.fault();
    }
    return new Offers(answer.body().path("services"));
  }

  /** A plan, by the names of its service and itself. */
  Offer find(String service, String plan) {
    JsonNode found = named(services, service, "service", "the broker");
    JsonNode foundPlan = named(found.path("plans"), plan, "plan", "the service " + service);
    return new Offer(
        service,
        found.path("id").asString(""),
        plan,
        foundPlan.path("id").asString(""),
        foundPlan.path("maintenance_info").path("version").asString(""),
        longest(foundPlan.path("maximum_polling_duration")));
  }

  /** In seconds; whatever is no number of them is none. */
  private static @Nullable Long longest(JsonNode most) {
    return most.canConvertToLong() && most.asLong() > 0 ? most.asLong() : null;
  }

  /** A service, by its name. */
  JsonNode service(String name) {
    return named(services, name, "service", "the broker");
  }

  /** A service, by its id. */
  Optional<JsonNode> withId(String id) {
    return StreamSupport.stream(services.spliterator(), false)
        .filter(s -> s.path("id").asString("").equals(id))
        .findFirst();
  }

  private static JsonNode named(JsonNode all, String name, String what, String owner) {
    List<JsonNode> list = StreamSupport.stream(all.spliterator(), false).toList();
    List<String> names = list.stream().map(s -> s.path("name").asString("")).toList();
    return list.stream()
        .filter(s -> s.path("name").asString("").equals(name))
        .findFirst()
        .orElseThrow(() ->
            new UsageException(
                "%s has no %s `%s`".formatted(owner, what, name)
                    + NearestName.of(name, names)
                        .map(n -> "; did you mean `" + n + "`?")
                        .orElse("; it has " + String.join(", ", names))));
  }
}
