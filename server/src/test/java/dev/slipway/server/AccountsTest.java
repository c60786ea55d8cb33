package dev.slipway.server;

import static dev.slipway.server.Client.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.definition.Architecture;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.store.Builds;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Accounts, tokens and projects, as programs use them. */
@Tag("slow")
class AccountsTest {
  private static final String PASSWORD = "correct horse battery";

  @TempDir static Path folder;
  private static Service service;
  private static Client admin;

  @BeforeAll
  static void start() throws Exception {
    service = new Service(folder);
    admin = service.admin();
    admin.post("/api/v1/projects", "{\"name\": \"secret\"}");
    account("anna", "builder", "[\"default\"]");
    account("vera", "viewer", "[\"default\"]");
    account("boris", "builder", "[\"secret\"]");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void later() {
    service.clock.forward(Duration.ofHours(2));
  }

  private static Client account(String name, String role, String projects) throws Exception {
    String body =
        """
        {"name": "%s", "password": "%s", "role": "%s", "projects": %s}
        """
            .formatted(name, PASSWORD, role, projects);
    assertThat(admin.post("/api/v1/accounts", body).statusCode()).isEqualTo(201);
    return service.client.with(name, PASSWORD);
  }

  private static Client as(String name) {
    return service.client.with(name, PASSWORD);
  }

  private static Client token(Client owner, String scopes, int days) throws Exception {
    HttpResponse<String> made =
        owner.post(
            "/api/v1/tokens",
            "{\"name\": \"a test's\", \"scopes\": %s, \"days\": %d}".formatted(scopes, days));
    assertThat(made.statusCode()).isEqualTo(201);
    return service.client.with(json(made).get("token").asString());
  }

  private static long build(String project) throws Exception {
    BuildRequest request =
        new BuildRequest(
            project,
            "image",
            "1.0",
            Architecture.AMD64,
            new BuildRequest.Source("0".repeat(64), 1, "upload"),
            BuildRequest.Options.NONE,
            0,
            "boris",
            1);
    try (Database database = service.database()) {
      return database.write(handle -> Builds.add(handle, request, service.clock.instant())).id();
    }
  }

  @Test
  void oneSeesWhoOneIs() throws Exception {
    assertThat(as("anna").get("/api/v1/me").body())
        .contains("\"account\":\"anna\"", "\"role\":\"builder\"", "[\"default\"]");
  }

  @Test
  void buildsOfAnotherProjectAreNotThere() throws Exception {
    long build = build("secret");
    String path = "/api/v1/builds/" + build;

    assertThat(as("boris").get(path).statusCode()).isEqualTo(200);
    assertThat(admin.get(path).statusCode()).isEqualTo(200);
    assertThat(as("anna").get(path).statusCode()).isEqualTo(404);
    assertThat(as("anna").get(path + "/events").statusCode()).isEqualTo(404);
    assertThat(as("anna").get(path + "/artifacts/image.raw").statusCode()).isEqualTo(404);
    assertThat(as("anna").post(path + "/cancel", "").statusCode()).isEqualTo(404);
    assertThat(as("anna").get("/api/v1/builds").body()).doesNotContain("secret");
    assertThat(as("anna").get("/api/v1/projects/secret").statusCode()).isEqualTo(404);
    assertThat(as("anna").get("/api/v1/projects").body()).doesNotContain("secret");
  }

  @Test
  void membersAreTakenInAndSentAway() throws Exception {
    String members = "/api/v1/projects/secret/members/";
    account("carl", "viewer", "[]");
    assertThat(as("carl").get("/api/v1/projects/secret").statusCode()).isEqualTo(404);

    assertThat(admin.send("PUT", members + "carl", "").body()).contains("boris", "carl");
    assertThat(as("carl").get("/api/v1/projects/secret").statusCode()).isEqualTo(200);

    assertThat(admin.send("DELETE", members + "carl", "").body()).doesNotContain("carl");
    assertThat(as("carl").get("/api/v1/projects/secret").statusCode()).isEqualTo(404);
    assertThat(admin.send("PUT", members + "nobody", "").statusCode()).isEqualTo(404);
  }

  @Test
  void aProjectWithBuildsStays() throws Exception {
    build("secret");
    assertThat(admin.send("DELETE", "/api/v1/projects/secret", "").statusCode()).isEqualTo(409);
    assertThat(admin.send("DELETE", "/api/v1/projects/default", "").statusCode()).isEqualTo(409);

    admin.post("/api/v1/projects", "{\"name\": \"short-lived\", \"network\": true}");
    assertThat(admin.send("PATCH", "/api/v1/projects/short-lived", "{\"network\": false}").body())
        .contains("\"network\":false");
    assertThat(admin.send("DELETE", "/api/v1/projects/short-lived", "").statusCode())
        .isEqualTo(204);
  }

  @Test
  void rolesGoAsFarAsTheySay() throws Exception {
    String build = "/api/v1/builds/" + build("default");

    assertThat(as("vera").get(build).statusCode()).isEqualTo(200);
    assertThat(as("vera").post(build + "/cancel", "").statusCode()).isEqualTo(403);
    assertThat(as("anna").post(build + "/cancel", "").statusCode()).isEqualTo(200);
    assertThat(as("anna").get("/api/v1/accounts").statusCode()).isEqualTo(403);
    assertThat(as("anna").get("/api/v1/audit").statusCode()).isEqualTo(403);
    HttpResponse<String> refused = as("anna").post("/api/v1/projects", "{\"name\": \"mine\"}");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void aTokenIsGoodForItsScopesAndNoMoreThanItsAccount() throws Exception {
    String build = "/api/v1/builds/" + build("default");
    Client reading = token(admin, "[\"builds:read\"]", 1);
    Client writing = token(as("anna"), "[\"builds:write\"]", 1);
    Client viewers = token(as("vera"), "[\"builds:write\", \"admin\"]", 1);

    assertThat(reading.get(build).statusCode()).isEqualTo(200);
    assertThat(reading.post(build + "/cancel", "").statusCode()).isEqualTo(403);
    assertThat(reading.get("/api/v1/accounts").statusCode()).isEqualTo(403);
    assertThat(viewers.post(build + "/cancel", "").statusCode()).isEqualTo(403);
    assertThat(writing.post(build + "/cancel", "").statusCode()).isEqualTo(200);

    String wider = "{\"name\": \"wider\", \"scopes\": [\"admin\"]}";
    assertThat(writing.post("/api/v1/tokens", wider).statusCode()).isEqualTo(403);
    String password = "{\"current\": \"%s\", \"password\": \"another password\"}";
    assertThat(
            writing.send("PUT", "/api/v1/me/password", password.formatted(PASSWORD)).statusCode())
        .isEqualTo(403);
  }

  @Test
  void aTokenIsShownOnceAndCanBeRevoked() throws Exception {
    HttpResponse<String> made =
        as("anna").post("/api/v1/tokens", "{\"name\": \"ci\", \"scopes\": [\"builds:read\"]}");
    String secret = json(made).get("token").asString();
    long id = json(made).get("about").get("id").asLong();
    Client client = service.client.with(secret);
    assertThat(secret).matches("slw_[A-Za-z0-9_-]{43}");
    assertThat(client.get("/api/v1/me").statusCode()).isEqualTo(200);

    String list = as("anna").get("/api/v1/tokens").body();
    assertThat(list).contains("\"ci\"", "\"used\":\"").doesNotContain(secret);
    String path = "/api/v1/tokens/" + id;
    assertThat(as("boris").send("DELETE", path, "").statusCode()).isEqualTo(404);
    assertThat(as("boris").get("/api/v1/tokens?account=anna").body()).doesNotContain("ci");
    assertThat(admin.get("/api/v1/tokens?account=anna").body()).contains("\"ci\"");
    assertThat(as("anna").send("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(client.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aTokenExpires() throws Exception {
    Client client = token(as("anna"), "[\"builds:read\"]", 2);
    service.clock.forward(Duration.ofHours(47));
    assertThat(client.get("/api/v1/me").statusCode()).isEqualTo(200);
    service.clock.forward(Duration.ofHours(2));
    HttpResponse<String> answer = client.get("/api/v1/me");
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("expired");
  }

  @Test
  void aDisabledAccountLosesItsSessionsAndTokens() throws Exception {
    Client dora = account("dora", "builder", "[]");
    Client token = token(dora, "[\"builds:read\"]", 1);
    Client browser = service.client.session(service.client.login("dora", PASSWORD));

    admin.send("PATCH", "/api/v1/accounts/dora", "{\"disabled\": true}");

    assertThat(dora.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(token.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    admin.send("PATCH", "/api/v1/accounts/dora", "{\"disabled\": false}");
    assertThat(dora.get("/api/v1/me").statusCode()).isEqualTo(200);
    assertThat(token.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void oneChangesOnesPasswordByKnowingIt() throws Exception {
    Client emil = account("emil", "viewer", "[]");
    Client browser = service.client.session(service.client.login("emil", PASSWORD));
    String body = "{\"current\": \"%s\", \"password\": \"%s\"}";

    assertThat(
            emil.send("PUT", "/api/v1/me/password", body.formatted("wrong", "a longer password"))
                .statusCode())
        .isEqualTo(403);
    HttpResponse<String> tooShort =
        emil.send("PUT", "/api/v1/me/password", body.formatted(PASSWORD, "short"));
    assertThat(tooShort.statusCode()).isEqualTo(400);
    assertThat(tooShort.body()).contains("12");
    assertThat(
            emil.send("PUT", "/api/v1/me/password", body.formatted(PASSWORD, "a longer password"))
                .statusCode())
        .isEqualTo(204);

    assertThat(emil.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(service.client.with("emil", "a longer password").get("/api/v1/me").statusCode())
        .isEqualTo(200);
  }

  @Test
  void theLastAdministratorStays() throws Exception {
    String path = "/api/v1/accounts/admin";
    assertThat(admin.send("DELETE", path, "").statusCode()).isEqualTo(409);
    assertThat(admin.send("PATCH", path, "{\"disabled\": true}").statusCode()).isEqualTo(409);
    assertThat(admin.send("PATCH", path, "{\"role\": \"viewer\"}").statusCode()).isEqualTo(409);
    assertThat(admin.get("/api/v1/accounts").statusCode()).isEqualTo(200);
  }

  @Test
  void aRemovedAccountIsGoneWithAllThatWasItsOwn() throws Exception {
    Client fred = account("fred", "builder", "[\"default\"]");
    Client token = token(fred, "[\"builds:read\"]", 1);

    assertThat(admin.send("DELETE", "/api/v1/accounts/fred", "").statusCode()).isEqualTo(204);

    assertThat(fred.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(token.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(admin.get("/api/v1/accounts/fred").statusCode()).isEqualTo(404);
  }

  @Test
  void theAuditLogSaysWhoDidWhatFromWhere() throws Exception {
    account("greta", "viewer", "[]");
    service.at("127.0.0.7").login("greta", "wrong\nlines");

    HttpResponse<String> page = admin.get("/api/v1/audit?limit=2");

    assertThat(json(page).get("entries").get(0).toString())
        .contains("sign-in refused", "greta", "127.0.0.7")
        .doesNotContain("lines");
    assertThat(json(page).get("entries").get(1).toString())
        .contains("account made", "admin", "greta", "127.0.0.1");
    String next = json(page).get("next").asString();
    assertThat(admin.get("/api/v1/audit?limit=2&before=" + next).body()).doesNotContain("greta");
  }

  static Stream<Arguments> mistakes() {
    String account = "/api/v1/accounts";
    String token = "/api/v1/tokens";
    return Stream.of(
        Arguments.of("POST", account, "", "JSON"),
        Arguments.of("POST", account, "null", "JSON object"),
        Arguments.of("POST", account, "[]", "JSON"),
        Arguments.of("POST", account, "{\"name\": ", "JSON"),
        Arguments.of("POST", account, "{\"nane\": \"x\"}", "nane"),
        Arguments.of("POST", account, "{\"name\": {}}", "`name` is not a text"),
        Arguments.of("POST", account, "{\"name\": \"Anna\"}", "`name`"),
        Arguments.of("POST", account, "{\"name\": \"a\\u0000b\"}", "`name`"),
        Arguments.of("POST", account, "{\"name\": \"ok\", \"role\": \"root\"}", "builder"),
        Arguments.of(
            "POST", account, "{\"name\": \"ok\", \"role\": \"viewer\"}", "`password` is missing"),
        Arguments.of(
            "POST",
            account,
            "{\"name\": \"ok\", \"role\": \"viewer\", \"mail\": \"a b\", \"password\": \"x\"}",
            "`mail`"),
        Arguments.of("POST", account, "{\"name\": \"" + "x".repeat(2 << 20) + "\"}", "bytes"),
        Arguments.of("POST", token, "{\"name\": \"x\"}", "builds:read"),
        Arguments.of("POST", token, "{\"name\": \"x\", \"scopes\": [\"all\"]}", "`all`"),
        Arguments.of("POST", token, "{\"name\": \"x\", \"scopes\": [null]}", "`scopes[0]` is null"),
        Arguments.of(
            "POST", token, "{\"name\": \"x\", \"scopes\": [\"admin\"], \"days\": 0}", "`days`"),
        Arguments.of("DELETE", token + "/x", "", "no token"),
        Arguments.of("DELETE", token + "/99999999999999999999", "", "no token"),
        Arguments.of("GET", "/api/v1/audit?limit=0", "", "`limit`"),
        Arguments.of("GET", "/api/v1/audit?before=-1", "", "`before`"),
        Arguments.of("GET", account + "/nobody", "", "no account"),
        Arguments.of("PUT", "/api/v1/me/password", "{}", "`current`"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsToldAsAProblem(String method, String path, String body, String said)
      throws Exception {
    HttpResponse<String> answer = admin.send(method, path, body);

    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).get("detail").asString()).contains(said);
    assertThat(answer.body()).doesNotContain("Exception", "dev.slipway", "\\tat ");
  }

  static Stream<String> headers() {
    return Stream.of(
        "",
        "Bearer",
        "Bearer ",
        "Bearer slw_",
        "Bearer " + "x".repeat(5000),
        "Basic",
        "Basic ",
        "Basic ???",
        "Basic YWRtaW4=",
        "Basic OjA=",
        "Digest username=admin");
  }

  @ParameterizedTest
  @MethodSource("headers")
  void anAuthorizationThatCannotBeReadIsRefused(String header) throws Exception {
    HttpResponse<String> answer = service.client.header("Authorization", header).get("/api/v1/me");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }
}
