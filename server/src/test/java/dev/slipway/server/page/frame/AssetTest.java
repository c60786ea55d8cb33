package dev.slipway.server.page.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AssetTest {
  private static String text(String file) throws IOException {
    try (InputStream in = Asset.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void addressesNameWhatIsInThem() {
    assertThat(Asset.STYLE.path()).matches("/assets/[0-9a-f]{12}/slipway\\.css");
    assertThat(Asset.HTMX.path()).endsWith("/htmx.min.js");
  }

  @Test
  void nothingInThemLeadsElsewhere() throws IOException {
    assertThat(text("slipway.css")).doesNotContain("http:", "https:", "url(", "@import");
    assertThat(text("slipway.js")).doesNotContain("http:", "https:", "eval(", ".style");
  }
}
