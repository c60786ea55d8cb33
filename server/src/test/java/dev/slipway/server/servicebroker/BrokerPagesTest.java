package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.BackendException.Kind;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.TestBroker;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker's users see of it in a browser, asked for over HTTP. */
class BrokerPagesTest {
  private static final String CATALOG =
      """
      services:
        - name: folders
          id: service-1
          description: Folders & files
          bindable: true
          plan_updateable: true
          backend: things
          plans:
            - {name: small, id: plan-1, description: Small, limits: {storage: 100 MiB, connections: 10, instances: 60}}
            - {name: large, id: plan-2, description: Large, limits: {storage: 1 GiB}}
        - name: others
          id: service-2
          description: Others
          bindable: true
          backend: things
          plans:
            - {name: only, id: plan-3, description: Only}
      """;
  private static final String STORAGE = "storage";
  private static final String ONE = "/v2/service_instances/one";
  private static final String IDS = "\"service_id\": \"service-1\", \"plan_id\": \"plan-1\"";

  @TempDir private Path folder;
  private final Script script = new Script();
  private FolderBackend things;
  private TestBroker broker;

  @BeforeEach
  void start() throws Exception {
    things = new FolderBackend(folder.resolve("things"), false, script);
    broker = TestBroker.start(folder, CATALOG, Map.of("things", things));
  }

  @AfterEach
  void stop() {
    script.heal();
    broker.close();
  }

  private HttpResponse<String> page(String path) throws Exception {
    return broker.page(broker.request("GET", path, ""));
  }

  /** What is read on a page, with one blank between words. */
  private String text(String path) throws Exception {
    HttpResponse<String> page = page(path);
    assertThat(page.statusCode()).as(path).isEqualTo(200);
    return page.body()
        .replaceAll("(?s)<svg.*?</svg>", "")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ");
  }

  private void make(String id, String service, String plan) throws Exception {
    String body =
        """
        {"service_id": "%s", "plan_id": "%s", "organization_guid": "org-1", "space_guid": "space-1"}
        """
            .formatted(service, plan);
    assertThat(broker.ask("PUT", "/v2/service_instances/" + id, body).status()).isEqualTo(201);
  }

  @Test
  void strangersSeeNothing() throws Exception {
    make("one", "service-1", "plan-1");
    for (String path : List.of("/dashboard", "/dashboard/instances/one", "/dashboard/nothing")) {
      HttpResponse<String> refused =
          broker.page(
              broker
                  .request("GET", path, "")
                  .setHeader("Authorization", TestBroker.basic("platform", "wrong")));
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
          .startsWith("Basic realm=");
      assertThat(refused.body()).doesNotContain("folders", "org-1").contains("are needed");
    }
  }

  @Test
  void pagesRunNothingThatIsNotTheBrokersOwnAndChangeNothing() throws Exception {
    HttpResponse<String> page = page("/dashboard");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(page.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(page.body()).doesNotContain("<script>", "style=", "onclick");
    String style = page.body().replaceAll("(?s).*href=\"(/assets/[^\"]*css)\".*", "$1");
    assertThat(page(style).body()).contains("prefers-color-scheme");
    assertThat(broker.page(broker.request("HEAD", "/dashboard", "")).statusCode()).isEqualTo(200);
    HttpResponse<String> posted = broker.page(broker.request("POST", "/dashboard", "{}"));
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.headers().firstValue("Allow")).contains("GET, HEAD");
    assertThat(page("/dashboard/instances/none").statusCode()).isEqualTo(404);
    assertThat(page("/dashboard/instances/none").body()).contains("no instance with this id");
    assertThat(page("/dashboard/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void servicesAreShownWithHowManyInstancesThereAre() throws Exception {
    make("one", "service-1", "plan-1");
    make("two", "service-1", "plan-1");
    make("three", "service-2", "plan-3");
    script.fail("provision 2", Kind.REFUSED);
    broker.ask(
        "PUT",
        "/v2/service_instances/four",
        "{" + IDS + ", \"organization_guid\": \"o\", \"space_guid\": \"s\"}");
    assertThat(text("/dashboard"))
        .contains("folders Folders &amp; files")
        .contains("small Small 10 connections, 100 MiB storage 2 of 60 and 1 failed")
        .contains("large Large 1.0 GiB storage 0 ")
        .contains("only Only none 1 ");
  }

  @Test
  void instancesAreListedByServiceStateAndIdFiftyAtATime() throws Exception {
    for (int i = 0; i < 51; i++) {
      make("a-%02d".formatted(i), "service-1", "plan-1");
    }
    make("b-1", "service-2", "plan-3");
    broker.ask("DELETE", "/v2/service_instances/a-07?service_id=service-1&plan_id=plan-1", "");
    String all = page("/dashboard/instances").body();
    assertThat(all).contains(">b-1</a>", ">a-50</a>").doesNotContain(">a-00</a>", ">a-07</a>");
    String next = all.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1");
    assertThat(page(next.replace("&amp;", "&")).body())
        .contains(">a-00</a>", "rel=\"prev\"")
        .doesNotContain(">b-1</a>", "rel=\"next\"");
    assertThat(page("/dashboard/instances?service=service-2").body())
        .contains(">b-1</a>")
        .doesNotContain(">a-50</a>");
    assertThat(page("/dashboard/instances?state=deleted").body())
        .contains(">a-07</a>")
        .doesNotContain(">b-1</a>");
    assertThat(page("/dashboard/instances?id=a-1").body())
        .contains(">a-10</a>")
        .doesNotContain(">a-20</a>", ">b-1</a>");
    assertThat(text("/dashboard/instances?id=%25")).contains("No instance is like that");
    assertThat(text("/dashboard/instances?page=9")).contains("There are no more");
    assertThat(text("/dashboard/instances?state=odd&page=-1&service=")).contains("b-1");
  }

  @Test
  void anInstanceIsShownWithWhatItUsesAndMayUse() throws Exception {
    make("one", "service-1", "plan-1");
    things.use(Map.of(STORAGE, 110L << 20, "connections", 3L));
    assertThat(text("/dashboard/instances/one"))
        .contains("folders, plan small", "ready", "org-1", "space-1")
        .contains("110 MiB of 100 MiB", "3 of 10")
        .doesNotContain("unknown", "restricted");
    try (Database database =
        Schema.open("jdbc:sqlite:" + folder.resolve("data").resolve("broker.db"))) {
      Ledger.of(database, "test").instances().restricted("one", true);
    }
    assertThat(text("/dashboard/instances/one")).contains("restricted", "only read and delete");
    assertThat(text("/dashboard/instances")).contains("restricted");
    script.fail("usage", Kind.REFUSED);
    assertThat(text("/dashboard/instances/one"))
        .contains("has not answered", "unknown of 100 MiB", "unknown of 10")
        .doesNotContain("does not do its step");
  }

  @Test
  void aBackEndThatTakesLongDoesNotHoldThePageUp() throws Exception {
    make("one", "service-1", "plan-1");
    things.use(Map.of(STORAGE, 1L << 20));
    Script.Held held = script.hold("usage");
    assertThat(text("/dashboard/instances/one")).contains("unknown of 100 MiB");
    held.awaitReached();
    held.release();
    assertThat(text("/dashboard/instances/one")).contains("1.0 MiB of 100 MiB");
  }

  @Test
  void bindingsAndOperationsAreShownWithoutCredentials() throws Exception {
    make("one", "service-1", "plan-1");
    String identity =
        Base64.getEncoder()
            .encodeToString("{\"user_id\": \"u-17\"}".getBytes(StandardCharsets.UTF_8));
    TestBroker.Answer bound =
        broker.send(
            broker
                .request(
                    "PUT",
                    ONE + "/service_bindings/first",
                    "{" + IDS + ", \"app_guid\": \"<script>alert(1)</script>\"}")
                .setHeader("X-Broker-API-Originating-Identity", "cloudfoundry " + identity));
    assertThat(bound.status()).isEqualTo(201);
    script.fail("bind 2", Kind.REFUSED);
    broker.ask("PUT", ONE + "/service_bindings/second", "{" + IDS + "}");
    String page = page("/dashboard/instances/one").body();
    String password = bound.body().path("credentials").path("password").asString("");
    assertThat(password).isNotEmpty();
    assertThat(page)
        .doesNotContain(password, "folder://", "<script>alert", "u-17&quot;")
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(text("/dashboard/instances/one"))
        .contains("bind first succeeded platform for cloudfoundry u-17")
        .contains("bind second the folder does not do its step bind 2 failed platform")
        .contains("provision plan small succeeded platform");
  }
}
