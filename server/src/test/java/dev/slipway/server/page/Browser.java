package dev.slipway.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Debian's Chromium without a screen, driven as a user would. */
final class Browser implements AutoCloseable {
  private static final Logger FINDER =
      Logger.getLogger("org.openqa.selenium.devtools.CdpVersionFinder");

  /** Many times what a page takes on a machine that does nothing else. */
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final Path SHOTS = Path.of("target", "screenshots");

  private static final String SEES_FOCUS =
      "const e = document.activeElement;"
          + "return e === document.body || getComputedStyle(e).outlineStyle !== 'none'";

  private final URI site;
  private final ChromeDriver driver;

  /** A new browser with a new profile in a folder. */
  Browser(URI site, Path folder) throws IOException {
    // Only of interest for parts of Selenium that are not used here.
    FINDER.setLevel(Level.OFF);
    this.site = site;
    ChromeOptions options = new ChromeOptions();
    options.setBinary("/usr/bin/chromium");
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + Files.createDirectories(folder.resolve("profile")).toAbsolutePath());
    options.setExperimentalOption(
        "prefs",
        Map.of(
            "download.default_directory",
            downloads(folder).toAbsolutePath().toString(),
            "profile.password_manager_leak_detection",
            false));
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(new File("/usr/bin/chromedriver"))
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    desk();
    light();
  }

  /** Where it puts what is downloaded. */
  static Path downloads(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("downloads"));
  }

  /** A screen on a desk. */
  void desk() {
    screen(1360, 900, false);
  }

  /** A small telephone. */
  void phone() {
    screen(360, 760, true);
  }

  private void screen(int width, int height, boolean mobile) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
  }

  void light() {
    scheme("light");
  }

  void dark() {
    scheme("dark");
  }

  private void scheme(String value) {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", value);
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  void open(String path) {
    driver.get(site + path);
  }

  /** Answers the site's question for a name and a password as a user would. */
  void openAs(String name, String password, String path) {
    String login = name + ":" + password.replace(" ", "%20") + "@";
    driver.get(site.toString().replace("://", "://" + login) + path);
  }

  /** The path that it shows. */
  String path() {
    return URI.create(driver.getCurrentUrl()).getPath();
  }

  void signIn(String name, String password) {
    open("/login");
    field("Name").sendKeys(name);
    field("Password").sendKeys(password);
    press("Sign in");
    await(By.linkText(name));
  }

  /** The field that a label names. */
  WebElement field(String label) {
    return driver.findElement(
        By.xpath(
            "//label[normalize-space(text()[1])='%s' or normalize-space(.)='%s']//*[self::input or self::select or self::textarea]"
                .formatted(label, label)));
  }

  /** Presses the button that is seen and says so. */
  void press(String label) {
    By button = By.xpath("//button[normalize-space()='" + label + "']");
    PatientWait wait = waiting(SOON);
    WebElement found = wait.until(_ -> seen(button));
    // Not below the bar at the top.
    driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", found);
    run(PatientWait.FORGIVE);
    found.click();
  }

  private WebElement seen(By by) {
    return driver.findElements(by).stream()
        .filter(WebElement::isDisplayed)
        .findFirst()
        .orElse(null);
  }

  void follow(String link) {
    driver.findElement(By.linkText(link)).click();
  }

  List<WebElement> all(String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  /** The first of them, once it is there: a form that was just sent is answered in a moment. */
  WebElement one(String selector) {
    return waiting(SOON)
        .until(ExpectedConditions.presenceOfElementLocated(By.cssSelector(selector)));
  }

  WebElement await(By by) {
    try {
      return waiting(SOON).until(ExpectedConditions.visibilityOfElementLocated(by));
    } catch (TimeoutException e) {
      throw new AssertionError(
          "there is no " + by + " on " + path() + ":\n" + one("body").getText(), e);
    }
  }

  /** Waits until an element has a text in it. */
  void awaitText(String selector, String text, Duration most) {
    waiting(most)
        .until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
  }

  /** Waits for something, but not on a page that shows a fault instead. */
  PatientWait waiting(Duration most) {
    return new PatientWait(driver, most);
  }

  /** Types wherever the focus is. */
  void type(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
  }

  /** Chooses all of the text that has the focus, with the keyboard. */
  void selectAll() {
    new Actions(driver).keyDown(Keys.CONTROL).sendKeys("a").keyUp(Keys.CONTROL).perform();
  }

  /** What the element with the focus says, or is called. */
  String focused() {
    return String.valueOf(
        run(
            "const e = document.activeElement;"
                + "return (e.labels?.[0] ?? e).textContent.trim().replace(/\\s+/g, ' ')"
                + " || e.getAttribute('aria-label') || ''"));
  }

  /** Goes on with the tabulator until something that says so has the focus. */
  void tabTo(String text) {
    for (int i = 0; i < 80; i++) {
      if (focused().startsWith(text)) {
        return;
      }
      type(Keys.TAB);
      assertThat(run(SEES_FOCUS)).as("one sees where the focus is: %s", focused()).isEqualTo(true);
    }
    throw new AssertionError("the tabulator does not lead to `" + text + "`");
  }

  Object run(String script) {
    return driver.executeScript(script);
  }

  /** Looks at the page on a desk and a telephone, in light and dark, and keeps the pictures. */
  void look(String name) throws IOException {
    run("scrollTo(0, 0)");
    desk();
    light();
    shot(name + "-light");
    assertAccessible(name);
    dark();
    shot(name + "-dark");
    assertAccessible(name);
    phone();
    shot(name + "-phone-dark");
    light();
    shot(name + "-phone");
    assertThat(((Number) run("return document.documentElement.scrollWidth")).intValue())
        .as("%s is no wider than a small telephone", name)
        .isLessThanOrEqualTo(360);
    assertAccessible(name + " on a telephone");
    desk();
  }

  private void assertAccessible(String name) throws IOException {
    try (InputStream script = Browser.class.getResourceAsStream("accessible.js")) {
      Object faults = run(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      assertThat((List<?>) faults).as(name).isEmpty();
    }
  }

  /** The session's cookie, as it is sent. */
  String cookie() {
    return driver.manage().getCookies().stream()
        .map(c -> c.getName() + "=" + c.getValue())
        .collect(Collectors.joining("; "));
  }

  private void shot(String name) throws IOException {
    Map<String, Object> png =
        driver.executeCdpCommand(
            "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
    Files.createDirectories(SHOTS);
    Files.write(
        SHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(png.get("data"))));
  }

  /** Nothing was asked of other servers, and the browser has found nothing wrong. */
  void assertClean(URI... others) {
    String servers =
        Stream.concat(Stream.of(site), Stream.of(others))
            .map(each -> each.toString().replace("://", "://(?:[^/@]*@)?"))
            .collect(Collectors.joining("|"));
    JsonMapper json = new JsonMapper();
    for (LogEntry each : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = json.readTree(each.getMessage()).path("message");
      if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
        String url = message.path("params").path("request").path("url").asString("");
        assertThat(url).matches("(?:(?:" + servers + ")/|data:|chrome:|about:).*");
      }
    }
    List<String> faults =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(e -> e.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage)
            // Chromium says this of every answer with such a status, also of those that are meant.
            .filter(m -> !m.contains("the server responded with a status of 4"))
            .toList();
    assertThat(faults).isEmpty();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
