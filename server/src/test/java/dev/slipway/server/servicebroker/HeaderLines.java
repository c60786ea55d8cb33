package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.require;

import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** What the API asks for of every request, and of the catalog. */
final class HeaderLines {
  private static final String ALL = "every address";
  private static final String CATALOG = "GET catalog";
  private static final String IDENTITY = "X-Broker-API-Originating-Identity";
  private static final String REQUEST = "X-Broker-API-Request-Identity";

  private HeaderLines() {}

  /** All routes, as methods and what comes after an instance's address. */
  private static final Map<String, List<String>> ROUTES =
      Map.of(
          "", List.of("GET", "PUT", "PATCH", "DELETE"),
          "/last_operation", List.of("GET"),
          "/service_bindings/b", List.of("GET", "PUT", "DELETE"),
          "/service_bindings/b/last_operation", List.of("GET"));

  static List<Line> all() {
    List<Line> lines = new ArrayList<>();
    catalog(lines);
    everywhere(lines);
    identities(lines);
    return lines;
  }

  private static void catalog(List<Line> lines) {
    lines.add(
        Line.of(
            CATALOG, "asked for", 200, "services.0.plans.0.id", t -> t.ask("GET", "/v2/catalog")));
    lines.add(
        Line.of(
            CATALOG,
            "keys of the broker's own",
            200,
            "!services.0.backend; !services.0.plans.0.limits; !services.2.cascade",
            t -> t.ask("GET", "/v2/catalog")));
    lines.add(
        Line.of(
            CATALOG, "asked for by POST", 405, "description", t -> t.ask("POST", "/v2/catalog")));
    lines.add(Line.of(ALL, "there is none", 404, "description", t -> t.ask("GET", "/v2/nothing")));
  }

  /** The worst answer of all routes. */
  private static Answer everywhere(Talk t, Map<String, String> headers, List<String> without)
      throws Exception {
    List<Answer> answers = new ArrayList<>();
    answers.add(ask(t, "GET", "/v2/catalog", headers, without));
    for (Map.Entry<String, List<String>> each : ROUTES.entrySet()) {
      for (String method : each.getValue()) {
        answers.add(ask(t, method, t.at() + each.getKey(), headers, without));
      }
    }
    Answer first = answers.getFirst();
    answers.forEach(a -> require(a, first.status()));
    return first;
  }

  private static Answer ask(
      Talk t, String method, String path, Map<String, String> headers, List<String> without)
      throws Exception {
    HttpRequest.Builder request =
        t.broker().request(method, path, "").setHeader("X-Broker-API-Version", t.version());
    headers.forEach(request::setHeader);
    HttpRequest built = request.build();
    HttpRequest.Builder kept = HttpRequest.newBuilder(built, (name, _) -> !without.contains(name));
    return t.broker().send(kept);
  }

  private static void everywhere(List<Line> lines) {
    lines.add(
        Line.of(
            ALL,
            "a wrong password",
            401,
            "description",
            t ->
                everywhere(
                    t, Map.of("Authorization", TestBroker.basic("platform", "wrong")), List.of())));
    lines.add(
        Line.of(
            ALL,
            "nobody's name",
            401,
            "description",
            t ->
                everywhere(
                    t,
                    Map.of("Authorization", TestBroker.basic("nobody", TestBroker.PASSWORD)),
                    List.of())));
    lines.add(
        Line.of(
            ALL,
            "no login",
            401,
            "description",
            t -> everywhere(t, Map.of(), List.of("Authorization"))));
    for (String login : List.of("Basic", "Basic %%%", "Basic bm9jb2xvbg==", "Bearer abc")) {
      lines.add(
          Line.of(
              ALL,
              "the login `" + login + "`",
              401,
              "description",
              t -> everywhere(t, Map.of("Authorization", login), List.of())));
    }
    lines.add(
        Line.of(
            ALL,
            "no X-Broker-API-Version",
            412,
            "description~X-Broker-API-Version",
            t -> everywhere(t, Map.of(), List.of("X-Broker-API-Version"))));
    for (String version : List.of("1.0", "2", "2.18", "3.0", "2.x", "2.4.1", "-2.4", "2.99999")) {
      lines.add(
          Line.of(
              ALL,
              "version " + version,
              412,
              "description~2.17",
              t -> everywhere(t, Map.of("X-Broker-API-Version", version), List.of())));
    }
    lines.add(
        Line.of(
            CATALOG,
            "each version from 2.0 to 2.17",
            200,
            "services",
            t -> {
              for (int i = 0; i < 17; i++) {
                require(
                    ask(
                        t,
                        "GET",
                        "/v2/catalog",
                        Map.of("X-Broker-API-Version", "2." + i),
                        List.of()),
                    200);
              }
              return ask(
                  t, "GET", "/v2/catalog", Map.of("X-Broker-API-Version", "2.17"), List.of());
            }));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void identities(List<Line> lines) {
    lines.add(
        Line.of(
            ALL,
            "an originating identity",
            200,
            "services",
            t ->
                ask(
                    t,
                    "GET",
                    "/v2/catalog",
                    Map.of(IDENTITY, "cloudfoundry " + base64("{\"user_id\":\"ü\"}")),
                    List.of())));
    for (String wrong :
        List.of(
            "cloudfoundry",
            "cloudfoundry {}",
            "cloudfoundry " + base64("[1]"),
            "cloudfoundry " + base64("{\"a\":"))) {
      lines.add(
          Line.of(
              ALL,
              "the originating identity `" + wrong + "`",
              400,
              "description~" + IDENTITY,
              t -> everywhere(t, Map.of(IDENTITY, wrong), List.of())));
    }
    lines.add(
        Line.of(
            ALL,
            "a request identity: it comes back, on refusals too",
            404,
            "description",
            t -> {
              Answer done = ask(t, "GET", "/v2/catalog", Map.of(REQUEST, "request 1"), List.of());
              Answer refused = ask(t, "GET", t.at(), Map.of(REQUEST, "request 1"), List.of());
              require(done, echo(done).equals("request 1") ? 200 : 0);
              return require(refused, echo(refused).equals("request 1") ? 404 : 0);
            }));
    lines.add(
        Line.of(
            "PUT instance",
            "no JSON",
            400,
            "description~JSON",
            t -> t.ask("PUT", t.at(), "{\"service_id\":")));
    lines.add(
        Line.of(
            "PUT instance",
            "a list",
            400,
            "description~JSON",
            t -> t.ask("PUT", t.at(), "[" + instance("quick/small") + "]")));
    for (String type :
        List.of(
            "text/plain",
            "application/x-www-form-urlencoded",
            "json",
            "application/json; charset=utf-16")) {
      lines.add(
          Line.of(
              "PUT instance",
              "the content type `" + type + "`",
              400,
              "description~application/json",
              t ->
                  t.broker()
                      .send(
                          t.broker()
                              .request("PUT", t.at(), instance("quick/small").toString())
                              .setHeader("Content-Type", type))));
    }
  }

  private static String echo(Answer answer) {
    return answer.response().headers().firstValue(REQUEST).orElse("");
  }
}
