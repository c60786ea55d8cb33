package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedTest {
  private static final String SECRET = "very secret";
  private static final Credential NEXUS =
      new Credential(
          "nexus",
          URI.create("https://nexus.example.org/images/"),
          Optional.of("ann"),
          Optional.of(new Secret(SECRET)),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
  private final Allowed allowed =
      new Allowed(
          List.of(
              NEXUS,
              Credential.open("here", URI.create("file:///srv/images")),
              Credential.open("drop", URI.create("ftp://drop.example.org/in/"))));

  private Allowed.Target find(String url, String credential) throws QueueException {
    return allowed.find(new Destination(url, Optional.ofNullable(credential)));
  }

  @Test
  void isWhatIsBelowACredentialsAddress() throws Exception {
    Allowed.Target target = find("https://NEXUS.example.org:443/images/daily", "nexus");

    assertThat(target.credential()).isEqualTo(NEXUS);
    assertThat(target.url().getPath()).isEqualTo("/images/daily/");
    assertThat(find("https://nexus.example.org/images", "nexus").credential()).isEqualTo(NEXUS);
  }

  @Test
  void needsNoNameWhereAnybodyMayWrite() throws Exception {
    assertThat(find("file:///srv/images/daily/", null).credential().name()).isEqualTo("here");
    assertThat(find("ftp://drop.example.org:21/in", null).credential().name()).isEqualTo("drop");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example.org/images/",
        "https://nexus.example.org.evil.org/images/",
        "https://nexus.example.org:444/images/",
        "http://nexus.example.org/images/",
        "https://nexus.example.org/images2/",
        "https://nexus.example.org/",
        "file:///srv/images/"
      })
  void aLoginGoesNowhereElse(String url) {
    assertThatThrownBy(() -> find(url, "nexus"))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("credential `nexus` is for what is below https://nexus.example.org/")
        .hasMessageNotContaining(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://nexus.example.org/images/../private/",
        "https://nexus.example.org/images/%2e%2e/private/",
        "https://nexus.example.org/images/%2E./private/",
        "https://nexus.example.org/images//",
        "https://nexus.example.org/images/%5c..%5c/",
        "https://nexus.example.org/images/a%0d%0aDELE%20b/",
        "https://ann:secret@nexus.example.org/images/",
        "https://nexus.example.org/images/?a=b",
        "https://nexus.example.org/images/#b",
        "file://host/srv/images/",
        "file:srv/images",
        "gopher://example.org/",
        "no url"
      })
  void anAddressIsPlain(String url) {
    assertThatThrownBy(() -> find(url, "nexus"))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("sftp://");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/", "https://nexus.example.org/images/", "sftp://10.0.0.1/x"})
  void nothingGoesWhereNoCredentialIsFor(String url) {
    assertThatThrownBy(() -> find(url, null))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("`nexus` for https://nexus.example.org/images/")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  void saysWhichCredentialsThereAre() {
    assertThatThrownBy(() -> find("file:///srv/images/", "nexsus"))
        .hasMessageContaining("there is no credential `nexsus`; there are `nexus` for");
    assertThatThrownBy(
            () -> new Allowed(List.of()).find(new Destination("file:///x/", Optional.empty())))
        .hasMessageContaining("below `credentials`");
  }

  @Test
  void aSecretIsNotShown() {
    assertThat(NEXUS.toString()).doesNotContain(SECRET);
  }
}
