package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.store.Ledger;
import dev.slipway.broker.store.Schema;
import dev.slipway.database.Database;
import dev.slipway.server.TestBroker;
import dev.slipway.server.servicebroker.FolderBackend;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The broker's pages in a browser, which asks for name and password itself. */
@Tag("slow")
class BrokerPagesSlowTest {
  private static final String CATALOG =
      """
      services:
        - name: mariadb
          id: service-1
          description: Databases on a shared MariaDB
          bindable: true
          plan_updateable: true
          backend: things
          plans:
            - {name: small, id: plan-1, description: For trying, limits: {storage: 100 MiB, connections: 10, instances: 200}}
            - {name: large, id: plan-2, description: For work, limits: {storage: 10 GiB, connections: 100}}
        - name: redis
          id: service-2
          description: Keys on a shared Redis
          bindable: true
          backend: things
          plans:
            - {name: standard, id: plan-3, description: As it is}
      """;
  private static final String FULL = "4f1c3f0e-8a0b-4f6e-9d6b-6f0d3c1e2a11";
  private static final String OTHER = "9b2d7c55-0c1e-4b0a-8a54-1f2e3d4c5b6a";

  @TempDir private Path folder;

  @Test
  void whatThereIsIsSeenWithoutAMouse() throws Exception {
    AtomicBoolean answers = new AtomicBoolean(true);
    FolderBackend things =
        new FolderBackend(
            folder.resolve("things"),
            false,
            step -> {
              if (step.equals("usage") && !answers.get()) {
                throw new BackendException(BackendException.Kind.UNAVAILABLE, "it is off");
              }
              if (step.equals("bind 1") && !answers.get()) {
                throw new BackendException(BackendException.Kind.REFUSED, "no more users fit in");
              }
            });
    try (TestBroker broker = TestBroker.start(folder, CATALOG, Map.of("things", things))) {
      URI address = broker.broker().address();
      try (Browser browser = new Browser(address, folder)) {
        browser.openAs("platform", TestBroker.PASSWORD, "/dashboard/instances");
        browser.open("/dashboard/instances");
        browser.look("broker-instances-none");

        fill(broker);
        answers.set(false);
        bind(broker, "7a2a5c6f-3333-4e4e-8d3d-4c4d4e4f4a4b", "c3f8a1b2-app-0002");
        answers.set(true);
        things.use(Map.of("storage", 104L << 20, "connections", 3L));
        browser.open("/dashboard");
        browser.look("broker-services");
        browser.type(Keys.TAB);
        assertThat(browser.focused()).isEqualTo("Skip to the content");
        browser.tabTo("Instances");
        browser.type(Keys.ENTER);
        browser.await(By.xpath("//h1[.='Instances']"));
        browser.look("broker-instances");
        browser.tabTo("Id begins with");
        browser.type("4f1c");
        browser.waiting(Duration.ofSeconds(20)).until(_ -> browser.all("tbody tr").size() == 1);
        browser.tabTo(FULL);
        browser.type(Keys.ENTER);
        browser.await(By.id("limits-title"));
        assertThat(browser.one("main").getText())
            .contains("restricted", "104 MiB of 100 MiB", "3 of 10", "no more users fit in");
        browser.look("broker-instance");

        answers.set(false);
        browser.open("/dashboard/instances/" + OTHER);
        browser.await(By.id("unanswered"));
        browser.look("broker-instance-unknown");
        browser.open("/dashboard/instances/none");
        browser.look("broker-not-found");
        browser.assertClean();
      }
    }
  }

  private void fill(TestBroker broker) throws Exception {
    make(broker, FULL, "service-1", "plan-1");
    make(broker, OTHER, "service-1", "plan-2");
    make(broker, "a0d5b1f4-2f6c-4d57-8a57-b9c3f0a1d2e3", "service-2", "plan-3");
    bind(broker, "5e0e3a4d-1111-4c4c-9b1b-2a2b2c2d2e2f", "c3f8a1b2-app-0001");
    bind(broker, "6f1f4b5e-2222-4d4d-8c2c-3b3c3d3e3f3a", "");
    try (Database database =
        Schema.open("jdbc:sqlite:" + folder.resolve("data").resolve("broker.db"))) {
      Ledger.of(database, "test").instances().restricted(FULL, true);
    }
  }

  private static void make(TestBroker broker, String id, String service, String plan)
      throws Exception {
    String body =
        """
        {"service_id": "%s", "plan_id": "%s", "organization_guid": "acme", "space_guid": "production"}
        """
            .formatted(service, plan);
    assertThat(broker.ask("PUT", "/v2/service_instances/" + id, body).status()).isEqualTo(201);
  }

  private static void bind(TestBroker broker, String id, String app) throws Exception {
    String body = "{\"service_id\": \"service-1\", \"plan_id\": \"plan-1\", \"app_guid\": \"%s\"}";
    broker.ask(
        "PUT",
        "/v2/service_instances/" + FULL + "/service_bindings/" + id,
        body.formatted(app).replace(", \"app_guid\": \"\"", ""));
  }
}
