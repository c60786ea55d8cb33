package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.TestBroker;
import dev.slipway.server.config.SsoConfig;
import dev.slipway.server.servicebroker.FakePermissions;
import dev.slipway.server.servicebroker.FolderBackend;
import dev.slipway.server.servicebroker.OidcServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** A platform's user comes to the page of an instance, by way of the platform's own login. */
@Tag("slow")
class SignOnSlowTest {
  private static final String CATALOG =
      """
      services:
        - name: folders
          id: service-1
          description: Folders
          bindable: true
          backend: things
          dashboard_client: {id: %s, secret: "%s"}
          plans: [{name: small, id: plan-1, description: Small, limits: {storage: 100 MiB}}]
      """
          .formatted(OidcServer.CLIENT, OidcServer.SECRET);

  @TempDir private Path folder;

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void make(TestBroker broker, String id) throws Exception {
    String body =
        """
        {"service_id": "service-1", "plan_id": "plan-1", "organization_guid": "o", "space_guid": "s"}
        """;
    assertThat(broker.ask("PUT", "/v2/service_instances/" + id, body).status()).isEqualTo(201);
  }

  @Test
  void whoSignsOnSeesTheInstanceThatIsTheirsAndNoOther() throws Exception {
    int port = freePort();
    URI address = URI.create("http://127.0.0.1:" + port);
    try (FakePermissions platform = new FakePermissions();
        OidcServer issuer = new OidcServer(address.resolve("/dashboard/callback"));
        TestBroker broker =
            TestBroker.signingOn(
                folder,
                CATALOG,
                Map.of("things", new FolderBackend(folder.resolve("things"), false, _ -> {})),
                port,
                new SsoConfig(issuer.address(), platform.address(), "openid " + OidcServer.SCOPE),
                Clock.systemUTC());
        Browser browser = new Browser(address, folder)) {
      make(broker, "one");
      make(broker, "two");
      platform.grant("dora", "one");

      browser.open("/dashboard/instances/one");
      assertThat(browser.path()).isEqualTo("/login");
      browser.await(By.name("username")).sendKeys("dora");
      browser.one("[name=password]").sendKeys(OidcServer.PASSWORD);
      browser.one("button[type=submit]").click();
      browser.await(By.id("limits-title"));
      assertThat(browser.path()).isEqualTo("/dashboard/instances/one");
      assertThat(browser.one("h1").getText()).isEqualTo("one");
      browser.look("sign-on-instance");

      browser.open("/dashboard/instances/two");
      browser.awaitText("main", "may not manage", Duration.ofSeconds(20));
      browser.look("sign-on-refused");

      browser.open("/dashboard/instances/one");
      browser.await(By.id("limits-title"));
      browser.assertClean(issuer.address());
    }
  }
}
