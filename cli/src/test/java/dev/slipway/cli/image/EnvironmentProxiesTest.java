package dev.slipway.cli.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentProxiesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "http_proxy", "http://127.0.0.1:3128",
          "https_proxy", "127.0.0.2",
          "no_proxy", "localhost, .corp.example,mirror.example.org");

  @ParameterizedTest
  @CsvSource({
    "http://deb.debian.org/debian, 127.0.0.1:3128",
    "https://deb.debian.org/debian, 127.0.0.2:80",
    "http://localhost:8080/, DIRECT",
    "http://mirror.example.org/, DIRECT",
    "http://a.mirror.example.org/, DIRECT",
    "http://deb.corp.example/, DIRECT",
    "http://notcorp.example/, 127.0.0.1:3128",
  })
  void eachSchemeHasItsProxyAndSomeHostsHaveNone(String url, String expected) {
    Proxy proxy = new EnvironmentProxies(ENVIRONMENT).select(URI.create(url)).getFirst();
    assertThat(proxy.equals(Proxy.NO_PROXY) ? "DIRECT" : proxy.address().toString())
        .endsWith(expected);
  }

  @ParameterizedTest
  @CsvSource({"http://deb.debian.org/", "https://deb.debian.org/"})
  void withoutVariablesThereIsNone(String url) {
    assertThat(new EnvironmentProxies(Map.of()).select(URI.create(url)))
        .containsExactly(Proxy.NO_PROXY);
  }
}
