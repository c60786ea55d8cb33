package dev.slipway.server.page;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** A server whose builds are told as stories, and an administrator's browser that looks at it. */
abstract class WithPages {
  static final Duration SOON = Duration.ofSeconds(60);

  /** What `%s` is a name in. */
  static final String MINIMAL =
      """
      name: %s
      version: "1"
      base:
        debian: bookworm
      """;

  @TempDir static Path folder;
  static final Stories STORIES = new Stories();
  static Site site;
  static Browser browser;

  @BeforeAll
  static void start() throws Exception {
    site = new Site(folder, STORIES, 4);
    browser = new Browser(site.address(), folder);
    browser.signIn("admin", site.password());
  }

  @AfterAll
  static void stop() {
    browser.close();
    site.close();
  }

  @AfterEach
  void nothingWasAskedOfOthers() {
    browser.assertClean();
  }

  /** Submits a definition that is typed into the form. */
  static void type(String definition) {
    browser.open("/builds/new");
    browser.field("Typed here").click();
    WebElement text = browser.field("slipway.yml");
    text.clear();
    text.sendKeys(definition);
    browser.press("Build");
  }

  /** Submits an image of a name, and shows its build's page. */
  static Story submit(String name) {
    type(MINIMAL.formatted(name));
    browser.await(By.id("state"));
    return STORIES.of(name);
  }
}
