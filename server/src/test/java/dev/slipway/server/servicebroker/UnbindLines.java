package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.ids;
import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.query;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.server.TestBroker.Answer;
import java.util.ArrayList;
import java.util.List;

/** What the API asks for of bindings that are fetched and go. */
final class UnbindLines {
  private static final String GET = "GET binding";
  private static final String DELETE = "DELETE binding";
  private static final String LAST = "GET binding's last_operation";

  private UnbindLines() {}

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    fetch(lines);
    unbind(lines);
    operations(lines);
    return lines;
  }

  private static void fetch(List<Line> lines) {
    lines.add(
        Line.of(
            GET,
            "it is there",
            200,
            "credentials.password; parameters",
            t -> t.bound("quick/small").ask("GET", t.bindingAt())));
    lines.add(
        Line.of(
            GET,
            "it never was",
            404,
            "description",
            t -> t.made("quick/small").ask("GET", t.bindingAt())));
    lines.add(
        Line.of(GET, "no such instance", 404, "description", t -> t.ask("GET", t.bindingAt())));
    lines.add(
        Line.of(
            GET,
            "it is being made",
            404,
            "description",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              require(t.bindAsync(ids("slow/one")), 202);
              return t.ask("GET", t.bindingAt());
            }));
    lines.add(
        Line.of(
            GET,
            "it took long and is made",
            200,
            "credentials.password",
            t -> t.bound("slow/one").ask("GET", t.bindingAt())));
    lines.add(
        Line.of(
            GET,
            "the catalog has no `bindings_retrievable`",
            404,
            "description~catalog",
            t -> t.bound("closed/plain").ask("GET", t.bindingAt())));
  }

  private static void unbind(List<Line> lines) {
    lines.add(
        Line.of(
            DELETE,
            "it is there",
            200,
            "{}",
            t -> t.bound("quick/small").delete(t.bindingAt(), "quick/small")));
    lines.add(
        Line.of(
            DELETE,
            "it is gone",
            410,
            "{}",
            t -> {
              require(t.bound("quick/small").delete(t.bindingAt(), "quick/small"), 200);
              return t.delete(t.bindingAt(), "quick/small");
            }));
    lines.add(
        Line.of(
            DELETE,
            "it never was",
            410,
            "{}",
            t -> t.made("quick/small").delete(t.bindingAt(), "quick/small")));
    lines.add(
        Line.of(
            DELETE, "no such instance", 410, "{}", t -> t.delete(t.bindingAt(), "quick/small")));
    for (String key : List.of("service_id", "plan_id")) {
      lines.add(
          Line.of(
              DELETE,
              "without `" + key + "`",
              400,
              "description~" + key,
              t ->
                  t.bound("quick/small")
                      .ask(
                          "DELETE",
                          t.bindingAt() + query("quick/small").replaceAll(key + "=[a-z]*&?", ""))));
    }
    lines.add(
        Line.of(
            DELETE,
            "another plan's id",
            400,
            "description~plan_id",
            t -> t.bound("quick/small").delete(t.bindingAt(), "quick/large")));
    lines.add(
        Line.of(
            DELETE,
            "takes long",
            202,
            "operation",
            t -> {
              t.bound("slow/one").script().hold("unbind 1");
              return t.deleteAsync(t.bindingAt(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "again while it goes on: the same operation",
            202,
            "operation",
            t -> {
              t.bound("slow/one").script().hold("unbind 1");
              Answer first = require(t.deleteAsync(t.bindingAt(), "slow/one"), 202);
              Answer second = t.deleteAsync(t.bindingAt(), "slow/one");
              return require(second, second.body().equals(first.body()) ? 202 : 0);
            }));
    lines.add(
        Line.of(
            DELETE,
            "takes long, without `accepts_incomplete`",
            422,
            "error=AsyncRequired",
            t -> t.bound("slow/one").delete(t.bindingAt(), "slow/one")));
    lines.add(
        Line.of(
            DELETE,
            "while it is being made",
            422,
            "error=ConcurrencyError",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              require(t.bindAsync(ids("slow/one")), 202);
              return t.deleteAsync(t.bindingAt(), "slow/one");
            }));
    lines.add(
        Line.of(
            DELETE,
            "it could not be made (orphan mitigation)",
            200,
            "{}",
            t -> {
              t.made("quick/small").script().fail("bind 2", Kind.UNAVAILABLE);
              require(t.bind(ids("quick/small")), 503);
              return t.deleteAsync(t.bindingAt(), "quick/small");
            }));
  }

  private static void operations(List<Line> lines) {
    lines.add(
        Line.of(
            LAST,
            "it is being made",
            200,
            "state=in progress",
            t -> {
              t.made("slow/one").script().hold("bind 1");
              Answer bound = require(t.bindAsync(ids("slow/one")), 202);
              String id = bound.body().path("operation").asString();
              return t.ask("GET", t.bindingAt() + "/last_operation?operation=" + id);
            }));
    lines.add(
        Line.of(
            LAST,
            "it is made",
            200,
            "state=succeeded",
            t -> t.bound("slow/one").ask("GET", t.bindingAt() + "/last_operation")));
    lines.add(
        Line.of(
            LAST,
            "it could not be made",
            200,
            "state=failed; description~bind 2",
            t -> {
              t.made("slow/one").script().fail("bind 2", Kind.REFUSED);
              var held = t.script().hold("bind 1");
              require(t.bindAsync(ids("slow/one")), 202);
              held.release();
              require(t.bind(ids("slow/one")), 500, 422);
              return t.ask("GET", t.bindingAt() + "/last_operation");
            }));
    lines.add(
        Line.of(
            LAST,
            "it is gone",
            410,
            "{}",
            t -> {
              require(t.bound("quick/small").delete(t.bindingAt(), "quick/small"), 200);
              return t.ask("GET", t.bindingAt() + "/last_operation");
            }));
    lines.add(
        Line.of(
            LAST,
            "an operation of the instance's",
            400,
            "description~operation",
            t -> {
              t.script().hold("provision 1");
              Answer made = require(t.putAsync(instance("slow/one")), 202);
              t.script().heal();
              t.bound("slow/one");
              String id = made.body().path("operation").asString();
              return t.ask("GET", t.bindingAt() + "/last_operation?operation=" + id);
            }));
    lines.add(
        Line.of(
            LAST,
            "it never was",
            404,
            "description",
            t -> t.made("quick/small").ask("GET", t.bindingAt() + "/last_operation")));
  }
}
