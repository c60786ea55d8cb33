package dev.slipway.server.page;

import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * Waits for something on a page. Where the page shows a fault instead, nothing else comes any more,
 * so this ends at once and says what the page says.
 */
final class PatientWait {
  /** Faults that are on the page by now are known to the test. */
  static final String FORGIVE =
      "document.querySelectorAll('.alert, #problem, #state')"
          + ".forEach(e => { e.dataset.known = e.dataset.state ?? ''; });";

  private static final String FAULT =
      """
      const fault = [...document.querySelectorAll('.alert, #problem')]
          .find(e => e.dataset.known === undefined && e.checkVisibility());
      if (fault) return fault.innerText;
      const state = document.querySelector('#state');
      const over = ['failed', 'cancelled'].includes(state?.dataset.state);
      return over && state.dataset.known !== state.dataset.state
          ? document.querySelector('#failure').innerText || state.innerText : null;
      """;

  private final ChromeDriver driver;
  private final WebDriverWait wait;

  PatientWait(ChromeDriver driver, Duration most) {
    this.driver = driver;
    this.wait = new WebDriverWait(driver, most, Duration.ofMillis(100));
  }

  /** Waits until a condition gives something that is neither null nor false. */
  <T> T until(Function<? super WebDriver, T> condition) {
    return wait.until(_ -> {
      @Nullable T found = look(condition);
      if (found != null) {
        return found;
      }
      Object fault = driver.executeScript(FAULT);
      if (fault == null) {
        return null;
      }
      // It may be what is waited for, and have come between the two looks.
      found = look(condition);
      if (found != null) {
        return found;
      }
      throw new AssertionError(driver.getCurrentUrl() + " says: " + fault);
    });
  }

  private <T> @Nullable T look(Function<? super WebDriver, T> condition) {
    try {
      T found = condition.apply(driver);
      return Boolean.FALSE.equals(found) ? null : found;
    } catch (NoSuchElementException | StaleElementReferenceException e) {
      return null;
    }
  }
}
