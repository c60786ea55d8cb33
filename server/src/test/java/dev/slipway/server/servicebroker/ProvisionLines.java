package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.first;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.one;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.server.TestBroker.Answer;
import java.util.ArrayList;
import java.util.List;

/** What the API asks for of instances that are made. */
final class ProvisionLines {
  private static final String PUT = "PUT instance";

  private ProvisionLines() {}

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    provision(lines);
    refused(lines);
    return lines;
  }

  private static void provision(List<Line> lines) {
    lines.add(
        Line.of(
            PUT,
            "a new one",
            201,
            "dashboard_url~https://pages.example.net/; !operation",
            t -> t.put(instance("quick/small"))));
    lines.add(
        Line.of(
            PUT,
            "the same again",
            200,
            "dashboard_url",
            t -> t.made("quick/small").put(instance("quick/small"))));
    lines.add(
        Line.of(
            PUT,
            "the same again, its parameters' keys in another order, other names in its context",
            200,
            "dashboard_url",
            t -> {
              String plain =
                  instance("quick/small").toString().replace("}", ",\"parameters\":{%s}%s}");
              require(t.ask("PUT", t.at(), plain.formatted("\"a\":1,\"b\":[{}]", "")), 201);
              return t.ask(
                  "PUT",
                  t.at(),
                  plain.formatted("\"b\":[{}],\"a\":1", ",\"context\":{\"space_name\":\"new\"}"));
            }));
    for (String key : List.of("service_id", "plan_id", "organization_guid", "space_guid")) {
      lines.add(
          Line.of(
              PUT,
              "the same id, another `" + key + "`",
              key.equals("service_id") || key.equals("plan_id") ? 409 : 409,
              "description",
              t -> {
                t.made("quick/small");
                return switch (key) {
                  case "service_id" -> t.put(instance("closed/plain"));
                  case "plan_id" -> t.put(instance("quick/large"));
                  default -> t.put(instance("quick/small").put(key, "another"));
                };
              }));
    }
    lines.add(
        Line.of(
            PUT,
            "the same id, other parameters",
            409,
            "description",
            t -> {
              t.made("quick/small");
              return t.put(instance("quick/small").set("parameters", one("size", 1)));
            }));
    lines.add(
        Line.of(
            PUT,
            "takes long",
            202,
            "operation",
            t -> {
              t.script().hold("provision 1");
              return t.putAsync(instance("slow/one"));
            }));
    lines.add(
        Line.of(
            PUT,
            "the same again while it is being made: the same operation",
            202,
            "operation",
            t -> {
              t.script().hold("provision 2");
              Answer first = require(t.putAsync(instance("slow/one")), 202);
              Answer second = t.putAsync(instance("slow/one"));
              return require(second, 202).body().equals(first.body()) ? second : first(409);
            }));
    lines.add(
        Line.of(
            PUT,
            "another one while it is being made",
            409,
            "description",
            t -> {
              t.script().hold("provision 2");
              require(t.putAsync(instance("slow/one")), 202);
              return t.putAsync(instance("slow/two"));
            }));
    lines.add(
        Line.of(
            PUT,
            "again while it is being removed",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("deprovision 2");
              require(t.deleteAsync(t.at(), "slow/one"), 202);
              return t.putAsync(instance("slow/one"));
            }));
    lines.add(
        Line.of(
            PUT,
            "again after it was removed",
            201,
            "!operation",
            t -> {
              require(t.made("quick/small").delete(t.at(), "quick/small"), 200);
              return t.put(instance("quick/small"));
            }));
  }

  private static void refused(List<Line> lines) {
    lines.add(
        Line.of(
            PUT,
            "takes long, without `accepts_incomplete`",
            422,
            "error=AsyncRequired",
            t -> t.put(instance("slow/one"))));
    for (String key : List.of("service_id", "plan_id", "organization_guid", "space_guid")) {
      lines.add(
          Line.of(
              PUT,
              "without `" + key + "`",
              400,
              "description~" + key,
              t -> t.put(instance("quick/small").without(List.of(key)))));
      lines.add(
          Line.of(
              PUT,
              "a blank `" + key + "`",
              400,
              "description~" + key,
              t -> t.put(instance("quick/small").put(key, " "))));
      lines.add(
          Line.of(
              PUT,
              "a number as `" + key + "`",
              400,
              "description~" + key,
              t -> t.put(instance("quick/small").put(key, 1))));
    }
    lines.add(
        Line.of(
            PUT,
            "a service that there is not",
            400,
            "description~service_id",
            t -> t.put(instance("none/small"))));
    lines.add(
        Line.of(
            PUT,
            "a plan of another service",
            400,
            "description~plan_id",
            t -> t.put(instance("quick/one"))));
    lines.add(
        Line.of(
            PUT,
            "parameters that the schema does not have",
            400,
            "description~size",
            t -> t.put(instance("quick/strict").set("parameters", one("size", "big")))));
    lines.add(
        Line.of(
            PUT,
            "keys that nobody knows",
            201,
            "!operation",
            t -> t.put(instance("quick/small").put("new_in_3", true))));
    lines.add(
        Line.of(
            PUT,
            "`accepts_incomplete` is no flag",
            400,
            "description~accepts_incomplete",
            t ->
                t.ask(
                    "PUT", t.at() + "?accepts_incomplete=1", instance("quick/small").toString())));
    lines.add(
        Line.of(
            PUT,
            "another version of the plan",
            422,
            "error=MaintenanceInfoConflict",
            t ->
                t.put(
                    instance("quick/versioned").set("maintenance_info", one("version", "1.1.0")))));
    lines.add(
        Line.of(
            PUT,
            "the plan's version",
            201,
            "!operation",
            t ->
                t.put(
                    instance("quick/versioned").set("maintenance_info", one("version", "1.2.0")))));
    lines.add(
        Line.of(
            PUT,
            "a version of a plan that has none",
            422,
            "error=MaintenanceInfoConflict",
            t -> t.put(instance("quick/small").set("maintenance_info", one("version", "1.1.0")))));
    lines.add(
        Line.of(
            PUT,
            "more of a plan than there may be",
            422,
            "error=CapacityExceeded; description~1 instances",
            t -> {
              String other = "/v2/service_instances/the-only-one";
              require(t.ask("PUT", other, instance("quick/few").toString()), 200, 201);
              return t.put(instance("quick/few"));
            }));
    lines.add(
        Line.of(
            PUT,
            "the back end does not answer",
            503,
            "description~provision 2",
            t -> {
              t.script().fail("provision 2", Kind.UNAVAILABLE);
              Answer answer = t.put(instance("quick/small"));
              require(
                  answer,
                  answer.response().headers().firstValue("Retry-After").isPresent() ? 503 : 0);
              return answer;
            }));
    lines.add(
        Line.of(
            PUT,
            "the back end refuses",
            500,
            "description~provision 2",
            t -> {
              t.script().fail("provision 2", Kind.REFUSED);
              return t.put(instance("quick/small"));
            }));
    lines.add(
        Line.of(
            PUT,
            "again after it failed",
            201,
            "!operation",
            t -> {
              t.script().fail("provision 2", Kind.UNAVAILABLE);
              require(t.put(instance("quick/small")), 503);
              t.script().heal();
              return t.put(instance("quick/large"));
            }));
  }
}
