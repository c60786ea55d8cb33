package dev.slipway.queue.webhook;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.QueueException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WishTest {
  private static final String SECRET = "a secret of the two of us";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://example.org/",
        "https://",
        "https:///path",
        "https://ann:secret@example.org/",
        "https://example.org/#part",
        "https://example.org:99999/",
        "file:///etc/passwd",
        "no url at all"
      })
  void takesOnlyAddressesOfTheWeb(String url) {
    assertThatThrownBy(() -> Wish.of(url, SECRET, List.of(), true))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("https://HOST/PATH");
  }

  @Test
  void takesOnlyEventsThatThereAre() {
    assertThatThrownBy(() -> Wish.of("https://example.org", SECRET, List.of("endet"), true))
        .hasMessageContaining("`endet`")
        .hasMessageContaining("queued, assigned");
  }
}
