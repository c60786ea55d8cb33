package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: a problem with a reason goes out, never a fault of the server. */
@ExtendWith(WithService.class)
class BadInputTest {
  private static final String JSON = "application/json";

  private final Client client;

  BadInputTest(Client client) {
    this.client = client;
  }

  static void refused(Answer answer, int status) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.at("/detail")).isNotEmpty();
    assertThat(answer.text()).doesNotContain("Exception", "\tat ", ".java");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "999999999999",
        "9223372036854775807",
        "9223372036854775808",
        "99999999999999999999999",
        "1.5",
        "1e3",
        "x",
        "%C3%A9",
        "%F0%9F%98%80",
        "%00",
        "%0A",
        "%2e%2e",
        "1%202",
        "%FF",
        "+1",
        "0x1",
        "null",
        "NaN",
        "'%20OR%201=1",
        "%25"
      })
  void aNumberThatIsNoBuilds(String id) throws Exception {
    for (String pattern : paths()) {
      String asked = pattern.replace("{id}", id).replaceAll("\\{[a-z]+}", "1");
      for (String method : new String[] {"GET", "POST", "PUT", "DELETE"}) {
        Answer answer = client.send(client.to(asked).method(method, BodyPublishers.noBody()));
        assertThat(answer.status()).as(method + " " + asked).isBetween(400, 405);
        refused(answer, answer.status());
      }
    }
  }

  private List<String> paths() {
    return client.contract().document().path("paths").propertyNames().stream()
        .filter(p -> p.contains("{id}"))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "limit=0",
        "limit=201",
        "limit=-1",
        "limit=x",
        "limit=",
        "limit=1e2",
        "limit=1&limit=2",
        "limit=99999999999999999999",
        "before=0",
        "before=-5",
        "before=x",
        "before=%00",
        "state=done",
        "state=QUEUED",
        "state=",
        "architecture=x86_64",
        "architecture=%00",
        "stat=queued",
        "name=%00",
        "name=%FF",
        "name=%C3%28",
        "=x",
        "%00=1",
        "submittedBy=a%0Ab"
      })
  void aQueryThatCannotBe(String query) throws Exception {
    refused(client.get("/api/v1/builds?" + query), 400);
  }

  @Test
  void aQueryThatFindsNothing() throws Exception {
    String sql = "%27%3B%20DROP%20TABLE%20build%3B--";
    for (String query :
        new String[] {"name=" + sql, "project=" + sql, "submittedBy=%F0%9F%98%80"}) {
      Answer answer = client.get("/api/v1/builds?" + query);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().path("builds")).isEmpty();
    }
  }

  @Test
  void anAnswerOfAnotherTypeIsWanted() throws Exception {
    long id = client.submit("wanted", "1", "arm64");
    for (String path :
        new String[] {
          "/api/v1",
          "/api/v1/builds",
          "/api/v1/workers",
          "/api/v1/builds/" + id,
          "/api/v1/builds/" + id + "/events",
          "/api/v1/builds/" + id + "/log",
          "/rest"
        }) {
      refused(client.send(client.to(path).header("Accept", "image/png").GET()), 406);
      refused(client.send(client.to(path).header("Accept", "nonsense").GET()), 400);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "1.5", "99999999999999999999", "%00"})
  void anEventThatIsNone(String last) throws Exception {
    long id = client.submit("none", "1", "arm64");
    String events = "/api/v1/builds/" + id + "/events";
    refused(client.send(client.to(events).header("Last-Event-ID", last).GET()), 400);
    refused(client.get(events + "?after=" + last), 400);
    refused(client.get(events + "?kinds=output,exploded"), 400);
    refused(client.get(events + "?limit=1001"), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "..",
        "%2e%2e",
        "..%2f..%2fslipway.db",
        "a%00b",
        "%C3%A9",
        "%5c",
        "a;b",
        "%0d%0a"
      })
  void aFileThatIsNotThere(String name) throws Exception {
    long id = client.submit("nothing", "1", "arm64");
    Answer answer = client.get("/api/v1/builds/" + id + "/artifacts/" + name);
    assertThat(answer.status()).isIn(400, 404);
    refused(answer, answer.status());
  }

  @Test
  void nothingIsThere() throws Exception {
    for (String path :
        new String[] {
          "/api", "/api/", "/api/v1/", "/api/v2", "/api/v1/build", "/api/v1/builds/1/x"
        }) {
      refused(client.get(path), 404);
    }
  }

  @Test
  void aMethodIsNotThere() throws Exception {
    Answer answer = client.delete("/api/v1/builds");
    refused(answer, 405);
    assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, POST");
    refused(
        client.send(client.to("/api/v1/workers").method("PATCH", BodyPublishers.ofString("{}"))),
        405);
    Answer head = client.send(client.to("/api/v1/builds").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Type").toLowerCase(Locale.ROOT)).startsWith(JSON);
  }
}
