package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.worker.BuildTask;
import dev.slipway.queue.worker.HttpFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

/** What a user does with a service that builds real images: one story in order. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealBuildLongTest {
  private static final Duration BUILD = Duration.ofMinutes(8);

  private static final String DEFINITION =
      """
      name: tiny
      version: "1"
      base:
        debian: bookworm
      scripts:
        - scripts/10-hello.sh
      disk:
        size: 1GiB
      formats: [qcow2]
      """;

  @TempDir static Path folder;
  private static Site site;
  private static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    Path home = Path.of("").toAbsolutePath().getParent();
    // Built by script/build-app: this may not build, because it runs within a build.
    assertThat(home.resolve("cli/target/app/built")).exists();
    Map<String, String> environment =
        Map.of(
            "SLIPWAY_CACHE", folder.resolve("cache").toString(),
            "JAVA_HOME", System.getProperty("java.home"));
    site =
        new Site(
            folder, new BuildTask(home.resolve("slipway"), environment, new HttpFiles(null)), 1);
    browser = new Browser(site.address(), folder);
    browser.signIn("admin", site.password());
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  @Test
  @Order(1)
  void aFolderIsChosenAndBuiltBeforeOnesEyes() throws Exception {
    Path definition = Files.createDirectories(folder.resolve("tiny/scripts")).getParent();
    Files.writeString(definition.resolve("slipway.yml"), DEFINITION);
    Files.writeString(
        definition.resolve("scripts/10-hello.sh"), "#!/bin/sh\necho \"Hello, I build\"\n");
    browser.open("/builds/new");
    browser.field("Folder").click();
    browser.one("#folder-choice").sendKeys(definition.toString());
    browser.awaitText("#folder-said", "2 files are packed.", Duration.ofSeconds(60));
    browser.press("Build");

    browser.await(By.id("state"));
    browser.run("window.sameDocument = true");
    browser.awaitText("#steps", "Install", BUILD);
    browser.awaitText("#lines", "Setting up", BUILD);
    browser.look("build-running");
    browser.awaitText("#state", "succeeded", BUILD);
    assertThat(browser.run("return window.sameDocument"))
        .as("nothing was reloaded")
        .isEqualTo(true);
    assertThat(browser.one("#lines").getText()).contains("Hello, I build");
    browser.look("build-succeeded");
  }

  @Test
  @Order(2)
  void theImageIsDownloadedWhole() throws Exception {
    browser.open("/builds/1");
    String sum = browser.one("#files .sum code").getDomAttribute("title");
    browser.follow("tiny_v1.amd64.qcow2");
    Path image = Browser.downloads(folder).resolve("tiny_v1.amd64.qcow2");
    browser.waiting(Duration.ofSeconds(30)).until(_ -> Files.exists(image));
    assertThat(sha256(image)).isEqualTo(sum);
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Test
  @Order(3)
  void packagesAreFoundByAPartOfTheirName() {
    browser.open("/builds/1");
    browser.one("[data-filter=packages]").sendKeys("libc6");
    browser.awaitText("[data-count=packages]", " of ", Duration.ofSeconds(5));
    assertThat(browser.one("[data-filtered=packages]").getText())
        .contains("libc6")
        .doesNotContain("bash");
  }

  @Test
  @Order(4)
  void anotherIsCancelledWhileItInstalls() throws Exception {
    browser.open("/builds/new");
    browser.field("Typed here").click();
    browser.field("slipway.yml").clear();
    browser
        .field("slipway.yml")
        .sendKeys(
            """
            name: other
            version: "1"
            base:
              debian: bookworm
            packages: [python3, perl]
            formats: [qcow2]
            """);
    browser.press("Build");
    browser.awaitText("#lines", "Setting up", BUILD);
    browser.press("Cancel");
    browser.look("build-cancel-asked");
    browser.press("Cancel the build");
    browser.awaitText("#state", "cancelled", Duration.ofSeconds(20));
    assertThat(browser.one("#failure").getText()).contains("cancelled by admin");
    browser.look("build-cancelled");
  }

  @Test
  @Order(5)
  void pagesShowWhatThereIsNow() throws IOException {
    browser.open("/");
    browser.await(By.id("recent-title"));
    browser.look("dashboard");
    browser.open("/images");
    assertThat(browser.one("#images").getText()).contains("tiny", "qcow2").doesNotContain("other");
    browser.look("images");
    browser.open("/builds");
    assertThat(browser.one("#list").getText()).contains("cancelled", "succeeded");
    browser.look("builds");
    browser.open("/audit");
    assertThat(browser.one("main").getText()).contains("build submitted", "build cancelled");
    browser.look("audit");
    browser.assertClean();
  }
}
