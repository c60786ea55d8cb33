package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The pages of builds as users have them before their eyes and under their hands. */
@Tag("slow")
class BuildPagesSlowTest extends WithPages {
  @Test
  void aRunningBuildIsFollowedWithoutReloading() throws Exception {
    Story story = submit("followed");
    browser.run("window.sameDocument = true");
    story.plan().starts("fetch").finishes("fetch").starts("install");
    story
        .says("install", "\u001b[1;32mSetting up\u001b[0m dpkg")
        .says("install", "<b>not bold</b>");
    browser.awaitText("#lines", "<b>not bold</b>", SOON);
    assertThat(browser.one("#lines").getText())
        .contains("Setting up dpkg")
        .doesNotContain("[1;32m");
    browser.awaitText("#state", "1 of 5 steps", SOON);

    story.finishes("install").starts("settings").says("settings", "a line of settings");
    browser.awaitText("#lines", "a line of settings", SOON);
    browser.follow("Apply users and names");
    browser.waiting(SOON).until(_ -> !browser.one("#lines").getText().contains("Setting up"));
    assertThat(browser.one("#lines").getText()).contains("a line of settings");
    story.says("fetch", "not of this step").says("settings", "another of settings");
    browser.awaitText("#lines", "another of settings", SOON);
    assertThat(browser.one("#lines").getText()).doesNotContain("not of this step");

    story.finishes("settings").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    browser.awaitText("#said", "succeeded", SOON);
    assertThat(browser.run("return window.sameDocument"))
        .as("nothing was reloaded")
        .isEqualTo(true);
  }

  @Test
  void aFailedBuildSaysWhyFirst() throws Exception {
    Story story = submit("failing");
    story.plan().starts("fetch").finishes("fetch").starts("install");
    IntStream.range(0, 30).forEach(i -> story.says("install", "Setting up package " + i));
    story.says("install", "dpkg: error processing package hello (--configure)");
    story.fails("install", "`dpkg` failed with status 1\nIt ran out of room; give the disk more.");
    browser.awaitText("#failure", "It failed in step install", SOON);
    assertThat(browser.one("#failure").getText())
        .contains("`dpkg` failed with status 1", "give the disk more", "error processing package");
    browser.look("build-failed");
    browser.follow("Show them in the log");
    assertThat(browser.all("#lines li:target")).hasSize(1);
    browser.press("Retry");
    browser.awaitText("#state", "running", SOON);
    story.succeeds();
    browser.awaitText("#state", "succeeded", SOON);
  }

  @Test
  void aLongLogIsShownByItsEndAndTheRestOnRequest() throws Exception {
    Story story = submit("long");
    story.plan().starts("install");
    IntStream.rangeClosed(1, 6000).forEach(i -> story.says("install", "said as number " + i));
    browser.awaitText("#lines li:last-child", "said as number 6000", Duration.ofMinutes(1));
    story.succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    assertThat(browser.all("#lines li")).hasSizeLessThanOrEqualTo(5001);

    browser.open(browser.path());
    assertThat(browser.one("#lines").getText()).doesNotContain("said as number 17\n");
    browser.follow("Load earlier lines");
    // What an element says takes seconds to ask for where it has thousands of lines.
    browser.waiting(SOON).until(_ -> browser.all(".earlier").isEmpty());
    assertThat(browser.one("#lines").getText()).contains("said as number 17\n");

    browser.open(browser.path() + "#L20");
    browser.waiting(SOON).until(_ -> !browser.all("#L20:target").isEmpty());
    assertThat(browser.one("#L20").getText()).contains("said as number 17");
  }

  @Test
  void theStreamGoesOnAfterTheLastEventThatCame() throws Exception {
    Story story = submit("resumed");
    String path = browser.path();
    story.plan().says("install", "the first").says("install", "the second").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    String cookie = String.valueOf(browser.cookie());
    try (HttpClient http = HttpClient.newHttpClient()) {
      String all = live(http, path, cookie, "0");
      assertThat(all).contains("the first", "the second", "event: end");
      String id = all.replaceAll("(?s).*?\\nid: (\\d+)\\n.*", "$1");
      assertThat(live(http, path, cookie, id)).doesNotContain("the first").contains("event: end");
    }
  }

  private static String live(HttpClient http, String path, String cookie, String last)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(site.address().resolve(path + "/live"))
            .header("Cookie", cookie)
            .header("Last-Event-ID", last)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void buildsAreComparedFromTheListAndFromOne() throws Exception {
    Story story = submit("compared");
    String first = browser.path().replaceAll("\\D", "");
    story.plan().starts("install").finishes("install");
    story.leavesImage("compared", 4000, "bash=5.2", "vim=9.0", "libc6=2.36").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    submit("compared");
    String second = browser.path().replaceAll("\\D", "");
    story.plan().starts("fetch").finishes("fetch").starts("install").finishes("install");
    story.leavesImage("compared", 9000, "bash=5.2", "nano=7.2", "libc6=2.37").succeeds();
    browser.awaitText("#state", "succeeded", SOON);
    browser.awaitText("#files", "compared.qcow2", SOON);
    browser.look("build-files");

    browser.follow("Compare");
    browser.awaitText("#differences", "1 changed, 1 added, 1 removed, 1 the same", SOON);
    assertThat(browser.field("From build").getDomProperty("value")).isEqualTo(first);
    assertThat(browser.one("#differences").getText()).contains("nano", "vim", "2.36", "2.37");
    assertThat(browser.one("#sizes").getText()).contains("3.9 KiB", "8.8 KiB", "+4.9 KiB");
    assertThat(browser.one("#times").getText()).contains("install", "0.4 s", "fetch");
    browser.look("compare");

    browser.open("/builds");
    browser.one("#tick-" + first).click();
    browser.one("#tick-" + second).click();
    browser.run(
        "return htmx.ajax('GET', '/builds',"
            + " {target: '#list', select: '#list', swap: 'outerHTML'});");
    browser.waiting(SOON).until(_ -> browser.all(".tick input:checked").size() == 2);
    browser.look("builds-ticked");
    browser.press("Compare");
    browser.await(By.id("differences"));
    assertThat(browser.field("To build").getDomProperty("value")).isEqualTo(second);
    browser.open("/builds/compare?to=" + first);
    assertThat(browser.one(".alert").getText()).contains("No earlier build of compared");
    browser.look("compare-nothing");
  }

  @Test
  void aBuildIsPublishedWhereItIsToGoAndElsewhereLater() throws Exception {
    browser.open("/builds/new");
    browser.field("Typed here").click();
    WebElement text = browser.field("slipway.yml");
    text.clear();
    text.sendKeys(MINIMAL.formatted("public"));
    browser.field("Place").sendKeys("images");
    browser.field("Folder there").sendKeys("daily builds");
    browser.look("new-build-published");
    browser.press("Build");
    browser.await(By.id("state"));
    Story story = STORIES.of("public");
    story.leavesImage("public", 100, "bash=5.2").succeeds();
    browser.awaitText("#publications", "daily%20builds", SOON);
    browser.awaitText("#publications", "done", SOON);
    assertThat(folder.resolve("published/daily builds")).isNotEmptyDirectory();
    browser.press("Publish");
    browser.look("publish");
    browser.field("Folder there").sendKeys("../outside");
    browser.press("Publish there");
    assertThat(browser.one(".alert").getText()).contains("`.` and `..`");
    browser.look("publish-refused");
    browser.press("Publish");
    browser.press("Publish again");
    browser.waiting(SOON).until(_ -> browser.all("#publications tbody tr").size() == 2);
    browser.waiting(SOON).until(_ -> browser.all("#publications .is-done").size() == 2);
    browser.look("build-published");
  }

  @Test
  void aPageWithAFaultEndsAWaitAtOnce() throws Exception {
    Story story = submit("hopeless");
    story.plan().starts("install");
    story.fails("install", "there is no hope");
    Throwable fault =
        catchThrowable(() -> browser.awaitText("#state", "succeeded", Duration.ofMinutes(5)));
    assertThat(fault).isInstanceOf(AssertionError.class).hasMessageContaining("there is no hope");
  }

  @Test
  void mistakesAreBesideWhatWasTyped() throws Exception {
    type(MINIMAL.formatted("wrong") + "pakages: [curl]\nformats: [qcow9]\n");
    browser.await(By.id("mistakes"));
    assertThat(browser.one("#mistakes").getText())
        .contains("slipway.yml:5", "pakages", "packages", "slipway.yml:6", "qcow9", "qcow2");
    assertThat(browser.field("slipway.yml").getDomProperty("value")).contains("pakages: [curl]");
    assertThat(browser.field("Typed here").isSelected()).isTrue();
    browser.look("new-build-mistakes");
    browser.field("Git").click();
    browser.field("Repository").sendKeys("https://git.invalid/images.git");
    browser.look("new-build-git");
  }

  @Test
  void theFormIsReadable() throws Exception {
    browser.open("/builds/new");
    browser.look("new-build");
    browser.open("/no/such/page");
    assertThat(browser.one("h1").getText()).isEqualTo("Not found");
  }
}
