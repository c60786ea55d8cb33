package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.first;
import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.one;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.server.TestBroker.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the API asks for of instances that are fetched and changed. */
final class UpdateLines {
  private static final String GET = "GET instance";
  private static final String PATCH = "PATCH instance";
  private static final String DELETE = "DELETE instance";

  private UpdateLines() {}

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    fetch(lines);
    update(lines);
    return lines;
  }

  private static void fetch(List<Line> lines) {
    lines.add(
        Line.of(
            GET,
            "it is there",
            200,
            "service_id=quick; plan_id=small; dashboard_url; parameters",
            t -> t.made("quick/small").ask("GET", t.at())));
    lines.add(Line.of(GET, "it never was", 404, "description", t -> t.ask("GET", t.at())));
    lines.add(
        Line.of(
            GET,
            "it is being made",
            404,
            "description",
            t -> {
              t.script().hold("provision 1");
              require(t.putAsync(instance("slow/one")), 202);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            GET,
            "it is being updated",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("update 1");
              require(t.patchAsync(ids("slow/two")), 202);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            GET,
            "it is gone",
            404,
            "description",
            t -> {
              require(t.made("quick/small").delete(t.at(), "quick/small"), 200);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            GET,
            "the catalog has no `instances_retrievable`",
            404,
            "description~catalog",
            t -> t.made("closed/plain").ask("GET", t.at())));
  }

  private static void update(List<Line> lines) {
    lines.add(
        Line.of(
            PATCH,
            "another plan",
            200,
            "!operation",
            t -> t.made("quick/small").patch(ids("quick/large"))));
    lines.add(
        Line.of(
            PATCH,
            "the plan that it has",
            200,
            "!operation",
            t -> t.made("quick/small").patch(ids("quick/small"))));
    lines.add(
        Line.of(
            PATCH,
            "no `plan_id`, no `parameters`: all stays",
            200,
            "plan_id=small",
            t -> {
              require(t.made("quick/small").patch(ids("quick/").put("plan_id", "")), 200);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            PATCH,
            "some parameters: the others stay",
            200,
            "parameters.a=1; parameters.b=2",
            t -> {
              require(t.put(instance("quick/small").set("parameters", one("a", 1))), 201);
              require(t.patch(ids("quick/small").set("parameters", one("b", 2))), 200);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            PATCH,
            "takes long",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("update 1");
              return t.patchAsync(ids("slow/two"));
            }));
    lines.add(
        Line.of(
            PATCH,
            "the same again while it goes on: the same operation",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("update 1");
              Answer first = require(t.patchAsync(ids("slow/two")), 202);
              Answer second = require(t.patchAsync(ids("slow/two")), 202);
              return second.body().equals(first.body()) ? second : first(202);
            }));
    lines.add(
        Line.of(
            PATCH,
            "another one while it goes on",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("update 1");
              require(t.patchAsync(ids("slow/two")), 202);
              return t.patchAsync(ids("slow/one").set("parameters", one("a", 1)));
            }));
    lines.add(
        Line.of(
            PATCH,
            "while it is being made",
            422,
            "error=ConcurrencyError",
            t -> {
              t.script().hold("provision 1");
              require(t.putAsync(instance("slow/one")), 202);
              return t.patchAsync(ids("slow/two"));
            }));
    lines.add(
        Line.of(
            PATCH,
            "takes long, without `accepts_incomplete`",
            422,
            "error=AsyncRequired",
            t -> t.made("slow/one").patch(ids("slow/two"))));
    lines.add(Line.of(PATCH, "it never was", 404, "description", t -> t.patch(ids("quick/small"))));
    lines.add(
        Line.of(
            PATCH,
            "without `service_id`",
            400,
            "description~service_id",
            t -> t.made("quick/small").patch(one("plan_id", "large"))));
    lines.add(
        Line.of(
            PATCH,
            "another service's id",
            400,
            "description~service_id",
            t -> t.made("quick/small").patch(ids("slow/one"))));
    lines.add(
        Line.of(
            PATCH,
            "a plan that there is not",
            400,
            "description~plan_id",
            t -> t.made("quick/small").patch(ids("quick/none"))));
    lines.add(
        Line.of(
            PATCH,
            "parameters that the schema does not have",
            400,
            "description~colour",
            t -> {
              require(t.put(instance("quick/strict").set("parameters", one("size", 1))), 201);
              return t.patch(ids("quick/strict").set("parameters", one("colour", "red")));
            }));
    lines.add(
        Line.of(
            PATCH,
            "its plan does not go to another",
            422,
            "error=NotSupported",
            t -> t.made("quick/stays").patch(ids("quick/small"))));
    lines.add(
        Line.of(
            PATCH,
            "it holds more than the plan allows",
            422,
            "error=UsageOverLimit; description~10 MiB; description~20 MiB",
            t -> {
              t.made("quick/large").quick().use(Map.of("storage", 20L << 20));
              return t.patch(ids("quick/small"));
            }));
    lines.add(
        Line.of(
            PATCH,
            "another version of the plan",
            422,
            "error=MaintenanceInfoConflict",
            t ->
                t.made("quick/versioned")
                    .patch(
                        ids("quick/versioned").set("maintenance_info", one("version", "9.0.0")))));
    lines.add(
        Line.of(
            PATCH,
            "a version of a plan that has none",
            422,
            "error=MaintenanceInfoConflict",
            t ->
                t.made("quick/small")
                    .patch(ids("quick/small").set("maintenance_info", one("version", "1.0.0")))));
    lines.add(
        Line.of(
            PATCH,
            "the back end does not answer",
            503,
            "description~update 2; instance_usable=true; update_repeatable=true",
            t -> {
              t.made("quick/small").script().fail("update 2", Kind.UNAVAILABLE);
              return t.patch(ids("quick/large"));
            }));
    lines.add(
        Line.of(
            PATCH,
            "the plan of before, after that, when it answers again",
            200,
            "plan_id=small",
            t -> {
              t.made("quick/small").script().fail("update 2", Kind.UNAVAILABLE);
              require(t.patch(ids("quick/large")), 503);
              t.script().heal();
              require(t.patch(ids("quick/small")), 200);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            GET,
            "an update of it failed and could not be taken back yet",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("quick/small").script().fail("update 2", Kind.UNAVAILABLE);
              require(t.patch(ids("quick/large")), 503);
              return t.ask("GET", t.at());
            }));
    lines.add(
        Line.of(
            DELETE,
            "an update of it failed and could not be taken back yet",
            200,
            "{}",
            t -> {
              t.made("quick/small").script().fail("update 2", Kind.UNAVAILABLE);
              require(t.patch(ids("quick/large")), 503);
              return t.delete(t.at(), "quick/small");
            }));
  }
}
