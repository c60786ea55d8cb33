package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.first;
import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.query;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.server.TestBroker.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What the API asks for of instances that go, and of their operations. */
final class DeprovisionLines {
  private static final String GET = "GET instance";
  private static final String DELETE = "DELETE instance";
  private static final String LAST = "GET instance's last_operation";

  private DeprovisionLines() {}

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    deprovision(lines);
    operations(lines);
    return lines;
  }

  private static void deprovision(List<Line> lines) {
    lines.add(
        Line.of(
            DELETE,
            "it is there",
            200,
            "{}",
            t -> t.made("quick/small").delete(t.at(), "quick/small")));
    lines.add(
        Line.of(
            DELETE,
            "it is gone",
            410,
            "{}",
            t -> {
              require(t.made("quick/small").delete(t.at(), "quick/small"), 200);
              return t.delete(t.at(), "quick/small");
            }));
    lines.add(Line.of(DELETE, "it never was", 410, "{}", t -> t.delete(t.at(), "quick/small")));
    for (String key : List.of("service_id", "plan_id")) {
      lines.add(
          Line.of(
              DELETE,
              "without `" + key + "`",
              400,
              "description~" + key,
              t ->
                  t.made("quick/small")
                      .ask(
                          "DELETE",
                          t.at() + query("quick/small").replaceAll(key + "=[a-z]*&?", ""))));
    }
    lines.add(
        Line.of(
            DELETE,
            "another plan's id",
            400,
            "description~plan_id",
            t -> t.made("quick/small").delete(t.at(), "quick/large")));
    lines.add(
        Line.of(
            DELETE,
            "takes long",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("deprovision 1");
              return t.deleteAsync(t.at(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "again while it goes on: the same operation",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("deprovision 1");
              Answer first = require(t.deleteAsync(t.at(), "slow/one"), 202);
              Answer second = require(t.deleteAsync(t.at(), "slow/one"), 202);
              return second.body().equals(first.body()) ? second : first(202);
            }));
    lines.add(
        Line.of(
            DELETE,
            "takes long, without `accepts_incomplete`",
            422,
            "error=AsyncRequired",
            t -> t.made("slow/one").delete(t.at(), "slow/one")));
    lines.add(
        Line.of(
            DELETE,
            "while it is being made",
            422,
            "error=ConcurrencyError",
            t -> {
              t.script().hold("provision 1");
              require(t.putAsync(instance("slow/one")), 202);
              return t.deleteAsync(t.at(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "while it is being updated",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("update 1");
              require(t.patchAsync(ids("slow/two")), 202);
              return t.deleteAsync(t.at(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "while it is being bound",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              require(t.bindAsync(ids("slow/one")), 202);
              return t.deleteAsync(t.at(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "it is bound, and the service has `cascade: false`",
            422,
            "error=InstanceBound",
            t -> t.bound("closed/plain").delete(t.at(), "closed/plain")));
    lines.add(
        Line.of(
            DELETE,
            "it is bound: its bindings go too",
            410,
            "{}",
            t -> {
              require(t.bound("quick/small").delete(t.at(), "quick/small"), 200);
              return t.delete(t.bindingAt(), "quick/small");
            }));
    lines.add(
        Line.of(
            DELETE,
            "the back end does not answer, and is asked once more",
            200,
            "{}",
            t -> {
              t.made("quick/small").script().fail("deprovision 2", Kind.UNAVAILABLE);
              require(t.delete(t.at(), "quick/small"), 503);
              t.script().heal();
              return t.delete(t.at(), "quick/small");
            }));
    lines.add(
        Line.of(
            DELETE,
            "it could not be made (orphan mitigation)",
            200,
            "{}",
            t -> {
              t.script().fail("provision 3", Kind.REFUSED);
              require(t.put(instance("quick/small")), 500);
              return t.deleteAsync(t.at(), "quick/small");
            }));
  }

  private static void operations(List<Line> lines) {
    lines.add(
        Line.of(
            LAST,
            "it is being made",
            200,
            "state=in progress; description",
            t -> {
              t.script().hold("provision 1");
              Answer made = require(t.putAsync(instance("slow/one")), 202);
              String id = made.body().path("operation").asString();
              return t.ask("GET", t.at() + "/last_operation?operation=" + id);
            }));
    lines.add(
        Line.of(
            LAST,
            "it is being made, no `operation` named, but service and plan",
            200,
            "state=in progress",
            t -> {
              t.script().hold("provision 1");
              require(t.putAsync(instance("slow/one")), 202);
              return t.ask("GET", t.at() + "/last_operation" + query("slow/one"));
            }));
    lines.add(
        Line.of(
            LAST,
            "it is made",
            200,
            "state=succeeded",
            t -> t.made("slow/one").ask("GET", t.at() + "/last_operation")));
    lines.add(
        Line.of(
            LAST,
            "it could not be made",
            200,
            "state=failed; description~provision 2; !instance_usable",
            t -> {
              t.script().fail("provision 2", Kind.REFUSED);
              var held = t.script().hold("provision 1");
              require(t.putAsync(instance("slow/one")), 202);
              held.release();
              require(t.put(instance("slow/one")), 500, 422);
              return t.ask("GET", t.at() + "/last_operation");
            }));
    lines.add(
        Line.of(
            LAST,
            "it could not be updated",
            200,
            "state=failed; description~update 2; instance_usable=true; update_repeatable=true",
            t -> {
              t.made("slow/one").script().fail("update 2", Kind.REFUSED);
              var held = t.script().hold("update 1");
              require(t.patchAsync(ids("slow/two")), 202);
              held.release();
              require(t.patch(ids("slow/two")), 500, 422);
              return t.ask("GET", t.at() + "/last_operation");
            }));
    lines.add(
        Line.of(
            LAST,
            "it could not be removed",
            200,
            "state=failed; description~deprovision 2; instance_usable=false",
            t -> {
              t.made("slow/one").script().fail("deprovision 2", Kind.REFUSED);
              var held = t.script().hold("deprovision 1");
              require(t.deleteAsync(t.at(), "slow/one"), 202);
              held.release();
              require(t.delete(t.at(), "slow/one"), 500, 422);
              return t.ask("GET", t.at() + "/last_operation");
            }));
    lines.add(
        Line.of(
            LAST,
            "it is gone",
            410,
            "{}",
            t -> {
              require(t.made("quick/small").delete(t.at(), "quick/small"), 200);
              return t.ask("GET", t.at() + "/last_operation?operation=the-deletion");
            }));
    lines.add(
        Line.of(
            LAST,
            "an operation of nobody's",
            400,
            "description~operation",
            t ->
                t.made("quick/small")
                    .ask("GET", t.at() + "/last_operation?operation=" + UUID.randomUUID())));
    lines.add(
        Line.of(
            LAST,
            "it never was",
            404,
            "description",
            t -> t.ask("GET", t.at() + "/last_operation")));
  }
}
