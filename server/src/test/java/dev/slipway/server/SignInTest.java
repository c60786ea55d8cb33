package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in with a browser, and what a session is good for. */
@Tag("slow")
class SignInTest {
  @TempDir static Path folder;
  private static Service service;

  @BeforeAll
  static void start() throws Exception {
    service = new Service(folder);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  /** What was tried before does not slow down the next test. */
  @BeforeEach
  void later() {
    service.clock.go();
    service.clock.forward(Duration.ofHours(2));
  }

  private static Client signedIn() throws Exception {
    return service.client.session(service.client.login("admin", service.password()));
  }

  /** What the forms of a session's pages send along. */
  private static String csrf() throws Exception {
    try (Database database = service.database()) {
      return database.read(handle ->
          handle
              .createQuery("SELECT csrf FROM session ORDER BY created_at DESC LIMIT 1")
              .mapTo(String.class)
              .one());
    }
  }

  @Test
  void theFirstPasswordIsTheRightOneAndIsNotInTheDatabase() throws Exception {
    assertThat(signedIn().get("/api/v1/me").body()).contains("administrator");

    for (Path each : Files.list(folder).filter(Files::isRegularFile).toList()) {
      String bytes = Files.readString(each, StandardCharsets.ISO_8859_1);
      assertThat(bytes).doesNotContain(service.password());
    }
  }

  @Test
  void aSecondStartMakesNoAccount(@TempDir Path other) throws Exception {
    String first;
    try (Service one = new Service(other)) {
      first = one.password();
    }
    try (Service two = new Service(other, Optional.of(URI.create("https://builds.example.org")))) {
      assertThat(two.server.firstPassword()).isEmpty();
      HttpResponse<String> login = two.client.login("admin", first);
      assertThat(login.statusCode()).isEqualTo(303);
      assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).contains("; Secure");
      assertThat(login.headers().firstValue("Strict-Transport-Security")).isPresent();
    }
  }

  @Test
  void theCookieIsForThisSiteAndNotForScripts() throws Exception {
    HttpResponse<String> login = service.client.login("admin", service.password());

    assertThat(login.headers().firstValue("Location")).contains("/");
    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("slipway-session=")
        .contains("HttpOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Secure");
    assertThat(login.headers().firstValue("Strict-Transport-Security")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "/builds/7?log=all, /builds/7?log=all",
    "//elsewhere.example.org/, /",
    "/\\elsewhere.example.org/, /",
    "https://elsewhere.example.org/, /",
    "javascript:alert(1), /",
    "'/builds/7\r\nSet-Cookie: a=b', /",
  })
  void signingInLeadsToPagesOfThisSiteOnly(String next, String expected) throws Exception {
    Map<String, String> form =
        Map.of("name", "admin", "password", service.password(), "next", next);

    HttpResponse<String> login = service.client.form("/login", form);

    assertThat(login.headers().firstValue("Location")).contains(expected);
    assertThat(login.headers().allValues("Set-Cookie")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "nobody", "Not A Name", "a\0b", "ünïcode"})
  void aWrongPasswordIsTheSameAsAnUnknownName(String name) throws Exception {
    HttpResponse<String> login = service.client.login(name, "not the password");

    assertThat(login.statusCode()).isEqualTo(303);
    assertThat(login.headers().firstValue("Location")).contains("/login?failed&next=%2F");
    assertThat(login.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aPasswordIsNotTakenFromAnAddress() throws Exception {
    String path = "/login?name=admin&password=" + service.password();
    assertThat(service.client.form(path, Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void anotherSitesFormDoesNotSignIn() throws Exception {
    Client victim = service.client.header("Sec-Fetch-Site", "cross-site");
    assertThat(victim.login("admin", service.password()).statusCode()).isEqualTo(403);
  }

  @Test
  void aSessionThatSomebodyPreparedIsNotUsed() throws Exception {
    Client prepared = service.client.header("Cookie", "slipway-session=chosen-by-somebody-else");

    HttpResponse<String> login = prepared.login("admin", service.password());

    assertThat(login.headers().firstValue("Set-Cookie").orElseThrow()).doesNotContain("chosen");
    assertThat(prepared.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void signingInAgainEndsTheSessionBefore() throws Exception {
    Client before = signedIn();
    Client after = service.client.session(before.login("admin", service.password()));

    assertThat(before.get("/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(after.get("/api/v1/me").statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() throws Exception {
    Client browser = signedIn();
    service.clock.forward(Duration.ofHours(11));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    service.clock.forward(Duration.ofHours(11));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    service.clock.forward(Duration.ofHours(13));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsAfterAWeekHoweverMuchItIsUsed() throws Exception {
    Client browser = signedIn();
    for (int i = 0; i < 16; i++) {
      service.clock.forward(Duration.ofHours(10));
      assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(200);
    }
    service.clock.forward(Duration.ofHours(10));
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void signingOutEndsTheSession() throws Exception {
    Client browser = signedIn();

    HttpResponse<String> answer = browser.form("/logout", Map.of("_csrf", csrf()));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @Test
  void whatChangesSomethingNeedsTheSessionsCsrfToken() throws Exception {
    Client browser = signedIn();
    String project = "{\"name\": \"csrf\"}";

    HttpResponse<String> without = browser.post("/api/v1/projects", project);
    HttpResponse<String> wrong =
        browser.header("X-CSRF-Token", "guessed").post("/api/v1/projects", project);
    HttpResponse<String> right =
        browser.header("X-CSRF-Token", csrf()).post("/api/v1/projects", project);

    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(without.body()).contains("X-CSRF-Token");
    assertThat(wrong.statusCode()).isEqualTo(403);
    assertThat(right.statusCode()).isEqualTo(201);
    assertThat(browser.form("/logout", Map.of()).statusCode()).isEqualTo(403);
  }

  @Test
  void manyWrongPasswordsForOneAccountAreSlowedDown() throws Exception {
    service.clock.stop(); // Looking at passwords takes as long as the waits do.
    for (int i = 0; i < 5; i++) {
      assertThat(service.client.login("slow", "wrong").statusCode()).isEqualTo(303);
    }
    HttpResponse<String> refused = service.at("127.0.0.2").login("slow", "wrong");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).contains("1");

    service.clock.forward(Duration.ofSeconds(2));
    assertThat(service.client.login("slow", "wrong").statusCode()).isEqualTo(303);
    HttpResponse<String> longer = service.client.login("slow", "wrong");
    assertThat(longer.statusCode()).isEqualTo(429);
    assertThat(longer.headers().firstValue("Retry-After")).contains("2");
    assertThat(longer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(longer.body()).contains("too many tries", "Wait 2 s", "action=\"/login\"");
    assertThat(service.client.with("slow", "wrong").get("/api/v1/me").statusCode()).isEqualTo(429);
    assertThat(service.client.login("admin", service.password()).statusCode()).isEqualTo(303);
  }

  @Test
  void wrongPasswordsForManyAccountsFromOneAddressAreSlowedDown() throws Exception {
    service.clock.stop(); // Looking at passwords takes as long as the waits do.
    Client attacker = service.at("127.0.0.3");
    for (int i = 0; i < 20; i++) {
      assertThat(attacker.login("somebody" + i, "wrong").statusCode()).isEqualTo(303);
    }

    assertThat(attacker.login("somebody-else", "wrong").statusCode()).isEqualTo(429);
    assertThat(service.client.login("somebody-else", "wrong").statusCode()).isEqualTo(303);
  }

  @Test
  void aRightPasswordEndsTheSlowingDown() throws Exception {
    for (int i = 0; i < 4; i++) {
      service.client.login("admin", "wrong");
    }
    assertThat(service.client.login("admin", service.password()).headers().map())
        .containsKey("set-cookie");
    for (int i = 0; i < 4; i++) {
      assertThat(service.client.login("admin", "wrong").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void peopleAreLedToTheSignInPageAndProgramsAreToldWhatIsMissing() throws Exception {
    HttpResponse<String> page = service.client.get("/builds?state=failed");
    assertThat(page.statusCode()).isEqualTo(303);
    assertThat(page.headers().firstValue("Location"))
        .contains("/login?next=%2Fbuilds%3Fstate%3Dfailed");

    HttpResponse<String> part = service.client.header("HX-Request", "true").get("/builds");
    assertThat(part.statusCode()).isEqualTo(401);
    assertThat(part.headers().firstValue("HX-Redirect")).contains("/login?next=%2Fbuilds");

    HttpResponse<String> api = service.client.get("/api/v1/builds");
    assertThat(api.statusCode()).isEqualTo(401);
    assertThat(api.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(api.headers().allValues("WWW-Authenticate")).hasSize(2);

    HttpResponse<String> script =
        service.client.header("Sec-Fetch-Site", "same-origin").get("/api/v1/builds");
    assertThat(script.headers().allValues("WWW-Authenticate"))
        .containsExactly("Bearer realm=\"slipway\"");
  }

  @Test
  void aBrowsersPasswordIsNotTakenForTheApi() throws Exception {
    Client browser = service.admin().header("Sec-Fetch-Site", "cross-site");
    assertThat(browser.get("/api/v1/me").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/login", "/api/v1/me", "/api/v1/nothing", "/health/live"})
  void everyAnswerHasTheHeadersThatBrowsersObey(String path) throws Exception {
    HttpResponse<String> answer = service.client.get(path);

    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.headers().firstValue("Referrer-Policy")).contains("same-origin");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void whatIsOnesOwnIsNotKeptByBrowsers() throws Exception {
    assertThat(signedIn().get("/api/v1/me").headers().firstValue("Cache-Control").orElseThrow())
        .contains("no-store");
  }
}
