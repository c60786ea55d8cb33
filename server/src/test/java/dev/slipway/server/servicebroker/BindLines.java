package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.one;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.server.TestBroker.Answer;
import java.util.ArrayList;
import java.util.List;

/** What the API asks for of bindings that are made. */
final class BindLines {
  private static final String PUT = "PUT binding";

  private BindLines() {}

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    bind(lines);
    refused(lines);
    rotation(lines);
    return lines;
  }

  private static void bind(List<Line> lines) {
    lines.add(
        Line.of(
            PUT,
            "a new one",
            201,
            "credentials.uri~folder://; credentials.password; !operation",
            t -> t.made("quick/small").bind(ids("quick/small"))));
    lines.add(
        Line.of(
            PUT,
            "the same again: the same credentials",
            200,
            "credentials.password",
            t -> {
              Answer first = require(t.made("quick/small").bind(ids("quick/small")), 201);
              Answer second = t.bind(ids("quick/small"));
              return require(second, second.body().equals(first.body()) ? 200 : 0);
            }));
    lines.add(
        Line.of(
            PUT,
            "the same id, another application",
            409,
            "description",
            t -> t.bound("quick/small").bind(ids("quick/small").put("app_guid", "another"))));
    lines.add(
        Line.of(
            PUT,
            "the same id, another `bind_resource`",
            409,
            "description",
            t ->
                t.bound("quick/small")
                    .bind(
                        ids("quick/small")
                            .put("app_guid", "application")
                            .set("bind_resource", one("route", "a.example.net")))));
    lines.add(
        Line.of(
            PUT,
            "the same id, other parameters",
            409,
            "description",
            t ->
                t.bound("quick/small")
                    .bind(
                        ids("quick/small")
                            .put("app_guid", "application")
                            .set("parameters", one("a", 1)))));
    lines.add(
        Line.of(
            PUT,
            "takes long: no credentials yet",
            202,
            "operation; !credentials",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              return t.bindAsync(ids("slow/one"));
            }));
    lines.add(
        Line.of(
            PUT,
            "the same again while it goes on: the same operation",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              Answer first = require(t.bindAsync(ids("slow/one")), 202);
              Answer second = t.bindAsync(ids("slow/one"));
              return require(second, second.body().equals(first.body()) ? 202 : 0);
            }));
    lines.add(
        Line.of(
            PUT,
            "another one of the same instance at once",
            202,
            "operation",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              require(t.bindAsync(ids("slow/one")), 202);
              return t.ask(
                  "PUT", t.bindingAt() + "2?accepts_incomplete=true", ids("slow/one").toString());
            }));
    lines.add(
        Line.of(
            PUT,
            "again after it was removed",
            201,
            "credentials",
            t -> {
              require(t.bound("quick/small").delete(t.bindingAt(), "quick/small"), 200);
              return t.bind(ids("quick/small"));
            }));
    lines.add(
        Line.of(
            PUT,
            "`requires` allows drains and mounts",
            201,
            "credentials; syslog_drain_url~syslog://; volume_mounts",
            t -> t.made("allowed/drain").bind(ids("allowed/drain"))));
    lines.add(
        Line.of(
            PUT,
            "`requires` does not allow drains and mounts",
            201,
            "credentials; !syslog_drain_url; !volume_mounts",
            t -> t.made("quick/large").bind(ids("quick/large"))));
    lines.add(
        Line.of(
            PUT,
            "keys that nobody knows",
            201,
            "credentials",
            t -> t.made("quick/small").bind(ids("quick/small").put("new_in_3", true))));
  }

  private static void refused(List<Line> lines) {
    for (String key : List.of("service_id", "plan_id")) {
      lines.add(
          Line.of(
              PUT,
              "without `" + key + "`",
              400,
              "description~" + key,
              t -> t.made("quick/small").bind(ids("quick/small").without(List.of(key)))));
      lines.add(
          Line.of(
              PUT,
              "a blank `" + key + "`",
              400,
              "description~" + key,
              t -> t.made("quick/small").bind(ids("quick/small").put(key, ""))));
    }
    lines.add(
        Line.of(
            PUT,
            "another plan's id",
            400,
            "description~plan_id",
            t -> t.made("quick/small").bind(ids("quick/large"))));
    lines.add(
        Line.of(PUT, "no such instance", 404, "description", t -> t.bind(ids("quick/small"))));
    lines.add(
        Line.of(
            PUT,
            "the plan is not bindable",
            400,
            "description~alone",
            t -> t.made("quick/alone").bind(ids("quick/alone"))));
    lines.add(
        Line.of(
            PUT,
            "no application, and the service needs one",
            422,
            "error=RequiresApp",
            t -> t.made("closed/plain").bind(ids("closed/plain"))));
    lines.add(
        Line.of(
            PUT,
            "a blank application, and the service needs one",
            422,
            "error=RequiresApp",
            t ->
                t.made("closed/plain")
                    .bind(ids("closed/plain").set("bind_resource", one("app_guid", " ")))));
    lines.add(
        Line.of(
            PUT,
            "an application in `bind_resource`, and the service needs one",
            201,
            "credentials",
            t ->
                t.made("closed/plain")
                    .bind(ids("closed/plain").set("bind_resource", one("app_guid", "a")))));
    lines.add(
        Line.of(
            PUT,
            "parameters that the schema does not have",
            400,
            "description~role",
            t -> {
              require(t.put(instance("quick/strict").set("parameters", one("size", 1))), 201);
              return t.bind(ids("quick/strict").set("parameters", one("role", "all")));
            }));
    lines.add(
        Line.of(
            PUT,
            "takes long, without `accepts_incomplete`",
            422,
            "error=AsyncRequired",
            t -> t.made("slow/one").bind(ids("slow/one"))));
    lines.add(
        Line.of(
            PUT,
            "while the instance is being updated",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("update 1");
              require(t.patchAsync(ids("slow/two")), 202);
              return t.bindAsync(ids("slow/one"));
            }));
    lines.add(
        Line.of(
            PUT,
            "while it is being removed",
            422,
            "error=ConcurrencyError",
            t -> {
              t.bound("slow/one").script().hold("unbind 1");
              require(t.deleteAsync(t.bindingAt(), "slow/one"), 202);
              return t.bindAsync(ids("slow/one").put("app_guid", "application"));
            }));
    lines.add(
        Line.of(
            PUT,
            "the back end does not answer",
            503,
            "description~bind 2",
            t -> {
              t.made("quick/small").script().fail("bind 2", Kind.UNAVAILABLE);
              return t.bind(ids("quick/small"));
            }));
  }

  private static void rotation(List<Line> lines) {
    lines.add(
        Line.of(
            PUT,
            "in another one's place",
            201,
            "credentials.password",
            t -> rotate(t.bound("quick/small"), "quick/small")));
    lines.add(
        Line.of(
            PUT,
            "in another one's place, again, when that one is gone",
            200,
            "credentials.password",
            t -> {
              require(rotate(t.bound("quick/small"), "quick/small"), 201);
              require(t.delete(t.bindingAt(), "quick/small"), 200);
              return rotate(t, "quick/small");
            }));
    lines.add(
        Line.of(
            PUT,
            "in another one's place, whose parameters the schema needs",
            201,
            "credentials.password",
            t -> {
              require(t.put(instance("quick/strict").set("parameters", one("size", 1))), 201);
              require(t.bind(ids("quick/strict").set("parameters", one("role", "read"))), 201);
              return rotate(t, "quick/strict");
            }));
    lines.add(
        Line.of(
            PUT,
            "in the place of one that there is not",
            400,
            "description~predecessor_binding_id",
            t -> rotate(t.made("quick/small"), "quick/small")));
    lines.add(
        Line.of(
            PUT,
            "in another one's place, of a plan without `binding_rotatable`",
            400,
            "description~binding_rotatable",
            t -> rotate(t.bound("quick/large"), "quick/large")));
  }

  private static Answer rotate(Talk t, String plan) throws Exception {
    String old = t.bindingAt().replaceAll(".*/", "");
    return t.ask(
        "PUT", t.bindingAt() + "2", ids(plan).put("predecessor_binding_id", old).toString());
  }
}
