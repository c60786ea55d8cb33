package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The pages of accounts, workers and what was done, as users have them before their eyes. */
@Tag("slow")
class PagesSlowTest extends WithPages {
  @Test
  void aWrongPasswordIsSaid() throws Exception {
    try (Browser other = new Browser(site.address(), folder.resolve("stranger"))) {
      other.open("/images");
      tryTooOften(other);
      other.open("/images");
      assertThat(other.path()).isEqualTo("/login");
      other.field("Name").sendKeys("admin");
      other.field("Password").sendKeys("no, not this");
      other.press("Sign in");
      other.await(By.cssSelector(".alert"));
      other.look("sign-in-refused");
      other.field("Name").sendKeys("admin");
      other.field("Password").sendKeys(site.password());
      other.press("Sign in");
      other.await(By.linkText("admin"));
      assertThat(other.path()).as("where one wanted to go").isEqualTo("/images");
      other.look("images-none");
      other.press("Sign out");
      other.await(By.xpath("//h1[.='Sign in']"));
      other.look("sign-in");
    }
  }

  /** Not as somebody else, who would have to wait then. */
  private static void tryTooOften(Browser other) throws Exception {
    // A browser is slow, and waits get longer with each try.
    String said = "";
    for (int i = 0; i < 15 && !said.contains("too many tries"); i++) {
      other.field("Name").clear();
      other.field("Name").sendKeys("nobody");
      other.field("Password").sendKeys("guess " + i);
      other.press("Sign in");
      said = other.await(By.cssSelector(".alert:not([data-known])")).getText();
    }
    assertThat(said).contains("too many tries", "Wait ");
    assertThat(other.field("Name").getDomProperty("value")).isEqualTo("nobody");
    other.look("sign-in-wait");
  }

  @Test
  void everythingIsDoneWithoutAMouse() throws Exception {
    browser.open("/");
    browser.type(Keys.TAB);
    assertThat(browser.focused()).isEqualTo("Skip to the content");
    browser.tabTo("New build");
    browser.type(Keys.ENTER);
    browser.await(By.xpath("//h1[.='New build']"));
    browser.tabTo("Packed folder");
    browser.type(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    assertThat(browser.focused()).isEqualTo("Typed here");
    browser.tabTo("slipway.yml");
    browser.selectAll();
    browser.type(MINIMAL.formatted("typed"));
    browser.tabTo("Build");
    browser.type(Keys.ENTER);
    browser.await(By.id("state"));
    Story story = STORIES.of("typed");
    story.plan().starts("install");
    browser.awaitText("#steps", "Install 3 packages", SOON);
    browser.tabTo("Install 3 packages");
    story.says("install", "still here");
    browser.awaitText("#lines", "still here", SOON);
    assertThat(browser.focused())
        .as("what is replaced keeps the focus")
        .isEqualTo("Install 3 packages");
    browser.run("document.activeElement.blur()");
    browser.tabTo("Cancel");
    browser.type(Keys.ENTER);
    browser.tabTo("Cancel the build");
    browser.type(Keys.ENTER);
    browser.awaitText("#state", "cancelled", SOON);
  }

  @Test
  void aTokenIsShownOnceAndOpensTheApi() throws Exception {
    browser.open("/tokens");
    browser.field("Name").sendKeys("for a test");
    browser.press("Make the token");
    String token = browser.one(".secret code").getText();
    browser.look("tokens");
    assertThat(statusWith(token)).isEqualTo(200);
    browser.open("/tokens");
    assertThat(browser.one("main").getText()).contains("for a test").doesNotContain(token);
    browser.press("Revoke");
    browser.waiting(SOON).until(_ -> !browser.one("main").getText().contains("for a test"));
    assertThat(statusWith(token)).isEqualTo(401);
  }

  private static int statusWith(String token) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(site.address().resolve("/api/v1/builds"))
            .header("Authorization", "Bearer " + token)
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
  }

  @Test
  void aUserIsMadeAndSeesOnlyItsProjects() throws Exception {
    browser.open("/projects");
    browser.one("#new-project input[name=name]").sendKeys("hidden");
    browser.press("Make the project");
    browser.await(By.xpath("//h2[.='hidden']"));
    browser.look("projects");
    browser.open("/users");
    browser.one("#new-user input[name=name]").sendKeys("vera");
    browser.one("#new-user input[name=password]").sendKeys("a viewer's own password");
    browser.press("Make the user");
    browser.await(By.xpath("//b[.='vera']"));
    browser.one("summary").click();
    browser.look("users");
    Story story = submit("seen");
    story.succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    browser.open("/builds/new");
    browser.field("Typed here").click();
    browser.field("Project").sendKeys("hidden");
    browser.press("Build");
    browser.await(By.id("state"));
    String hidden = browser.path();
    STORIES.of("hello").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    try (Browser vera = new Browser(site.address(), folder.resolve("vera"))) {
      vera.signIn("vera", "a viewer's own password");
      vera.open("/builds");
      assertThat(vera.one("#list").getText()).doesNotContain("hidden").contains("default");
      vera.open(hidden);
      assertThat(vera.one("h1").getText()).isEqualTo("Not Found");
      vera.look("not-found");
      vera.open("/users");
      assertThat(vera.one("main").getText()).contains("administrator");
      vera.open("/account");
      vera.look("account");
    }
  }

  @Test
  void workersAreShownWithWhatTheyDo() throws Exception {
    Story story = submit("busy");
    story.plan().starts("fetch");
    browser.awaitText("#state", "running", SOON);
    browser.open("/workers");
    browser.awaitText("#workers", "busy", SOON);
    assertThat(browser.one("#workers").getText()).contains("worker-1", "busy");
    browser.look("workers");
    browser.open("/");
    browser.await(By.id("running-title"));
    browser.look("dashboard-running");
    story.succeeds();
    browser.awaitText("#dashboard", "Nothing waits", SOON);
  }

  @Test
  void imagesAndWhatWasDoneAreListed() throws Exception {
    submit("listed").leavesImage("listed", 5000, "bash=5.2").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    browser.open("/images");
    assertThat(browser.one("#images").getText()).contains("listed.qcow2", "4.9 KiB");
    browser.look("images-some");
    browser.open("/audit");
    assertThat(browser.one("main").getText()).contains("build submitted", "listed_v1.amd64");
    browser.look("audit-some");
  }

  @Test
  void aWebhookIsAddedAndItsDeliveriesAreSeen() throws Exception {
    HttpServer listener = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    listener.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    listener.start();
    try {
      browser.open("/webhooks");
      browser.look("webhooks-none");
      browser
          .field("Address")
          .sendKeys("http://127.0.0.1:" + listener.getAddress().getPort() + "/hook");
      browser.field("queued").click();
      browser.press("Add the webhook");
      String secret = browser.one(".secret code").getText();
      assertThat(secret).matches("[0-9a-f]{64}");
      browser.look("webhooks");
      submit("told").succeeds();
      browser.awaitText("#state", "succeeded", SOON);
      browser.open("/webhooks");
      assertThat(browser.one("main").getText()).contains("queued").doesNotContain(secret);
      browser.one("tbody a").click();
      browser.awaitText("#deliveries", "ended", SOON);
      browser.awaitText("#deliveries", "done", SOON);
      browser.look("webhook");
      browser.press("Pause");
      browser.await(By.xpath("//button[.='Resume']"));
      browser.press("Delete");
      browser.press("Delete the webhook");
      browser.await(By.xpath("//p[contains(., 'There is none')]"));
    } finally {
      listener.stop(0);
    }
  }
}
