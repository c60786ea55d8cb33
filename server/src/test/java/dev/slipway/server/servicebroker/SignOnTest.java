package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.MovableClock;
import dev.slipway.server.TestBroker;
import dev.slipway.server.config.SsoConfig;
import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users of a platform come to pages of their instances by a real OpenID Connect server. */
class SignOnTest {
  private static final String CATALOG =
      """
      services:
        - name: folders
          id: service-1
          description: Folders
          bindable: true
          backend: things
          dashboard_client: {id: folders-pages, secret: "the client's secret: +/%"}
          plans: [{name: small, id: plan-1, description: Small, limits: {storage: 100 MiB}}]
        - name: others
          id: service-2
          description: Others
          bindable: true
          backend: things
          dashboard_url: https://pages.example.net/{instance}
          plans: [{name: only, id: plan-2, description: Only}]
      """;
  private static final String PAGE = "/dashboard/instances/one";

  @TempDir private Path folder;
  private final MovableClock clock = new MovableClock();
  private FakePermissions platform;
  private OidcServer issuer;
  private TestBroker broker;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    int port = freePort();
    address = URI.create("http://127.0.0.1:" + port);
    platform = new FakePermissions();
    issuer = new OidcServer(address.resolve("/dashboard/callback"));
    broker = start(issuer.address());
    make("one", "service-1", "plan-1");
    make("two", "service-1", "plan-1");
    make("three", "service-2", "plan-2");
    platform.grant("dora", "one");
  }

  private TestBroker start(URI issuer) throws Exception {
    return TestBroker.signingOn(
        folder,
        CATALOG,
        Map.of("things", new FolderBackend(folder.resolve("things"), false, _ -> {})),
        address.getPort(),
        new SsoConfig(issuer, platform.address(), "openid " + OidcServer.SCOPE),
        clock);
  }

  @AfterEach
  void stop() {
    broker.close();
    issuer.close();
    platform.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private TestBroker.Answer make(String id, String service, String plan) throws Exception {
    String body =
        """
        {"service_id": "%s", "plan_id": "%s", "organization_guid": "o", "space_guid": "s"}
        """
            .formatted(service, plan);
    return broker.ask("PUT", "/v2/service_instances/" + id, body);
  }

  /** Somebody with a browser, which follows and keeps cookies. */
  private final class Visitor implements AutoCloseable {
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http =
        HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    HttpResponse<String> get(String path) throws Exception {
      return send(HttpRequest.newBuilder(address.resolve(path)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      return http.send(
          request.timeout(Duration.ofSeconds(60)).header("Accept", "text/html").build(),
          HttpResponse.BodyHandlers.ofString());
    }

    /** Goes to a page, and says who it is where the issuer asks. */
    HttpResponse<String> visit(String path, String user) throws Exception {
      HttpResponse<String> form = get(path);
      assertThat(form.uri().getPath()).isEqualTo("/login");
      assertThat(form.uri().getPort()).isEqualTo(issuer.address().getPort());
      String csrf = form.body().replaceAll("(?s).*name=\"_csrf\"[^>]*value=\"([^\"]*)\".*", "$1");
      String fields =
          "username=%s&password=%s&_csrf=%s"
              .formatted(user, encoded(OidcServer.PASSWORD), encoded(csrf));
      return send(
          HttpRequest.newBuilder(form.uri())
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString(fields)));
    }

    private String encoded(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
      http.shutdownNow();
    }
  }

  @Test
  void whoManagesAnInstanceSeesItsPageAndNoOther() throws Exception {
    try (Visitor dora = new Visitor()) {
      HttpResponse<String> page = dora.visit(PAGE, "dora");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.uri()).isEqualTo(address.resolve(PAGE));
      assertThat(page.body())
          .contains(">one</h1>", "plan small", "100 MiB")
          .doesNotContain("href=\"/dashboard\"");
      assertThat(dora.cookies.getCookieStore().getCookies())
          .filteredOn(c -> c.getName().startsWith("slipway"))
          .singleElement()
          .satisfies(c -> {
            assertThat(c.getName()).isEqualTo("slipway-dashboard");
            assertThat(c.getPath()).isEqualTo(PAGE);
            assertThat(c.isHttpOnly()).isTrue();
            assertThat(c.getMaxAge()).isEqualTo(3600);
          });
      assertThat(dora.get("/dashboard").statusCode()).isEqualTo(401);
      assertThat(dora.get("/dashboard/instances").statusCode()).isEqualTo(401);
      assertThat(dora.get("/v2/catalog").statusCode()).isEqualTo(401);
      HttpResponse<String> other = dora.get("/dashboard/instances/two");
      assertThat(other.statusCode()).isEqualTo(403);
      assertThat(other.body()).contains("may not manage").doesNotContain("plan small");
      assertThat(dora.get("/dashboard/instances/three").statusCode()).isEqualTo(401);
      assertThat(dora.get("/dashboard/instances/none").statusCode()).isEqualTo(401);
      assertThat(dora.get(PAGE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whoDoesNotManageItDoesNotSeeIt() throws Exception {
    try (Visitor vera = new Visitor()) {
      HttpResponse<String> page = vera.visit(PAGE, "vera");
      assertThat(page.statusCode()).isEqualTo(403);
      assertThat(page.body()).contains("may not manage").doesNotContain("plan small");
      assertThat(page.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
  }

  @Test
  void anHourLaterTheIssuerIsAskedAgain() throws Exception {
    HttpRequest.Builder request = broker.request("GET", PAGE, "").setHeader("HX-Request", "true");
    try (Visitor dora = new Visitor()) {
      dora.visit(PAGE, "dora");
      String session =
          dora.cookies.getCookieStore().get(address.resolve(PAGE)).stream()
              .filter(c -> c.getName().equals("slipway-dashboard"))
              .map(c -> c.getName() + "=" + c.getValue())
              .findFirst()
              .orElseThrow();
      HttpRequest.Builder withCookie =
          HttpRequest.newBuilder(address.resolve(PAGE)).header("Cookie", session);
      assertThat(broker.page(withCookie).statusCode()).isEqualTo(200);
      clock.forward(Duration.ofMinutes(61));
      HttpResponse<String> again = broker.page(withCookie);
      assertThat(again.statusCode()).isEqualTo(302);
      assertThat(again.headers().firstValue("Location").orElse(""))
          .startsWith(issuer.address() + "/oauth2/authorize?response_type=code")
          .contains(
              "code_challenge_method=S256", "nonce=", "state=", "scope=openid+" + OidcServer.SCOPE)
          .doesNotContain("secret");
      HttpResponse<String> script = broker.page(withCookie.header("HX-Request", "true"));
      assertThat(script.headers().firstValue("HX-Refresh")).contains("true");
      assertThat(script.statusCode()).isEqualTo(401);
    }
    assertThat(broker.page(request).statusCode()).as("the broker's own user").isEqualTo(200);
  }

  @Test
  void aSignOnThatThisBrowserHasNotBegunIsNotEnded() throws Exception {
    try (Visitor dora = new Visitor()) {
      assertThat(dora.get("/dashboard/callback?code=x&state=y").statusCode()).isEqualTo(400);
      dora.get(PAGE);
      for (String query : List.of("code=x&state=y", "code=x", "")) {
        HttpResponse<String> page = dora.get("/dashboard/callback?" + query);
        assertThat(page.statusCode()).as(query).isEqualTo(400);
        assertThat(page.body()).contains("was not begun in this browser");
      }
    }
  }

  @Test
  void whatTheIssuerRefusesIsSaid() throws Exception {
    HttpResponse<String> begun = broker.page(HttpRequest.newBuilder(address.resolve(PAGE)));
    String cookie = begun.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/dashboard/callback");
    String state =
        begun
            .headers()
            .firstValue("Location")
            .orElseThrow()
            .replaceAll(".*[?&]state=([^&]*).*", "$1");
    HttpResponse<String> refused = back(cookie, "error=%3Cb%3Eno&state=" + state);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("&lt;b&gt;no");
    HttpResponse<String> forged = back(cookie, "code=made-up&state=" + state);
    assertThat(forged.statusCode()).isEqualTo(502);
    assertThat(forged.body()).contains("gives no token (400 invalid_grant)");
    clock.forward(Duration.ofMinutes(11));
    assertThat(back(cookie, "code=x&state=" + state).statusCode()).isEqualTo(400);
  }

  private HttpResponse<String> back(String cookie, String query) throws Exception {
    return broker.page(
        HttpRequest.newBuilder(address.resolve("/dashboard/callback?" + query))
            .header("Cookie", cookie.replaceAll(";.*", "")));
  }

  @Test
  void anIssuerThatIsNotThereHoldsUpOnlyItsUsers() throws Exception {
    broker.close();
    broker = start(URI.create("http://127.0.0.1:" + freePort()));
    HttpResponse<String> page = broker.page(HttpRequest.newBuilder(address.resolve(PAGE)));
    assertThat(page.statusCode()).isEqualTo(502);
    assertThat(page.body()).contains("does not answer");
    assertThat(broker.page(broker.request("GET", PAGE, "")).statusCode()).isEqualTo(200);
  }

  @Test
  void platformsAreToldWhereItsPagesAre() throws Exception {
    assertThat(make("one", "service-1", "plan-1").body().path("dashboard_url").asString())
        .isEqualTo(address + PAGE);
    assertThat(make("three", "service-2", "plan-2").body().path("dashboard_url").asString())
        .isEqualTo("https://pages.example.net/three");
  }
}
