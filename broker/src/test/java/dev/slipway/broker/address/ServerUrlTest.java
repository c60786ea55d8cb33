package dev.slipway.broker.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.broker.BrokerException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of servers, and what is said of those that are none. */
class ServerUrlTest {
  private static final Map<String, Integer> PORTS = Map.of("http", 15672, "https", 15671);

  @Test
  void whatIsLeftOutIsTheUsual() throws Exception {
    assertThat(ServerUrl.parse("x", "https://mq.example.org/", PORTS))
        .isEqualTo(new ServerUrl("https", "mq.example.org", 15671, "", "", "", false));
  }

  @Test
  void aLoginMayHaveAnyLettersAndIsNotShown() throws Exception {
    ServerUrl url = ServerUrl.parse("x", "HTTP://me%40x:a%3A%2F+b@[::1]:99/api/v2/", PORTS);
    assertThat(url)
        .isEqualTo(new ServerUrl("http", "[::1]", 99, "me@x", "a:/+b", "/api/v2", false));
    assertThat(url).hasToString("http://[::1]:99/api/v2");
    assertThat(url.withLogin("x")).isSameAs(url);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://u:hush@h|the address of MQ does not begin with http:// or https://",
        "h:1|the address of MQ does not begin with http:// or https://",
        "http://u:hush#@h|the address of MQ names no host",
        "http://u:hu sh@h|the address of MQ is no URL: Illegal character in authority",
        "http://u:hush@h?x=y|the address of MQ has something after a `?`",
        "http://u:hush@h?tls=true|the address of MQ has something after a `?`",
        "http://u:x@h#hush|the address of MQ has something after a `#`",
        "http://u:hush%zz@h|the address of MQ is no URL: Malformed escape",
        "http://u:hush@:1|the address of MQ names no host",
        "http://u:hush@a_host:1|the address of MQ names no host",
      })
  void whatIsWrongIsNamedAndTheSecretIsNot(String text, String message) {
    assertThatThrownBy(() -> ServerUrl.parse("MQ", text, PORTS))
        .isInstanceOf(BrokerException.class)
        .hasMessageStartingWith(message)
        .hasMessageNotContaining("hush")
        .hasMessageNotContaining("hu sh")
        .hasNoCause();
  }

  @Test
  void whereNoPortIsUsualNoneIsMadeUp() throws Exception {
    ServerUrl url = ServerUrl.parse("x", "https://u:p@h/a%20b/", Map.of("https", -1));
    assertThat(url).hasToString("https://h/a%20b");
    assertThat(url.name()).isEqualTo("a b");
  }

  @Test
  void aDatabasesMayAskForTls() throws Exception {
    Map<String, Integer> ports = Map.of("mariadb", 3306, "mysql", 3306);
    assertThat(ServerUrl.parseWithTls("x", "mysql://root:a%40b%2Fc+d@db:3307/x?tls=true", ports))
        .isEqualTo(new ServerUrl("mysql", "db", 3307, "root", "a@b/c+d", "/x", true));
    assertThat(ServerUrl.parseWithTls("x", "mariadb://root:pw@db?tls=false", ports))
        .isEqualTo(new ServerUrl("mariadb", "db", 3306, "root", "pw", "", false));
    assertThatThrownBy(() -> ServerUrl.parseWithTls("x", "mysql://u:hush@h?tls=yes", ports))
        .hasMessageContaining("has something else than `tls=true` after a `?`")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> ServerUrl.parseWithTls("x", "mysql://hush@h:1", ports))
        .hasMessageStartingWith("the address of x has no password: write mysql://USER:")
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h|the address of MQ has no user",
        "http://u@h|the address of MQ has no password",
      })
  void aLoginCanBeNeeded(String text, String message) throws Exception {
    ServerUrl url = ServerUrl.parse("MQ", text, PORTS);
    assertThatThrownBy(() -> url.withLogin("MQ")).hasMessageStartingWith(message);
  }

  @ParameterizedTest
  @CsvSource({"db,db,7", "db.example.org:5,db.example.org,5", "[::1]:5,[::1],5"})
  void applicationsMayFindItElsewhere(String text, String host, int port) throws Exception {
    assertThat(Shown.parse("x", text, 7)).isEqualTo(new Shown(host, port));
  }

  @ParameterizedTest
  @CsvSource({"a b", "a:0", "a:70000", "http://a", "''"})
  void whatIsNoHostIsRefused(String text) {
    assertThatThrownBy(() -> Shown.parse("MQ", text, 7))
        .hasMessageContaining("is not as in db.example.org:7");
  }
}
