package dev.slipway.server.page.servicebroker;

import dev.slipway.broker.store.Asker;
import dev.slipway.broker.store.Kind;
import dev.slipway.broker.store.OperationRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was done to an instance or one of its bindings.
 *
 * @param what as in {@code update}
 * @param of the plan that an update was to give, or the binding's id; else empty
 * @param by the broker's user, or that it was the broker itself
 * @param behind the platform and its user, as it tells; else empty
 * @param outcome why it failed; else empty
 * @param took how long, where it is over
 */
record OperationLine(
    String what,
    String of,
    String state,
    String by,
    String behind,
    String outcome,
    Instant began,
    Optional<Duration> took) {
  private static final JsonMapper JSON = new JsonMapper();

  static OperationLine of(OperationRow row, Names names, String service) {
    return new OperationLine(
        row.kind().word(),
        row.binding().isEmpty() && row.kind() != Kind.DEPROVISION
            ? "plan " + names.plan(service, row.plan())
            : row.binding(),
        row.status().name().toLowerCase(Locale.ROOT),
        row.asker().equals(Asker.BROKER) ? "the broker itself" : row.asker().user(),
        behind(row.asker().identity()),
        row.description().orElse(""),
        row.beganAt(),
        row.endedAt().map(end -> Duration.between(row.beganAt(), end)));
  }

  /**
   * Platforms name their users in different ways: Cloud Foundry by {@code user_id}, Kubernetes by
   * {@code username}.
   */
  private static String behind(String identity) {
    int blank = identity.indexOf(' ');
    if (blank < 0) {
      return identity;
    }
    try {
      JsonNode told = JSON.readTree(identity.substring(blank + 1));
      String user = told.path("username").asString(told.path("user_id").asString(""));
      return user.isEmpty() ? identity : identity.substring(0, blank) + " " + user;
    } catch (JacksonException e) {
      return identity;
    }
  }
}
