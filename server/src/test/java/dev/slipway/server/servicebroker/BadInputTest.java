package dev.slipway.server.servicebroker;

import static dev.slipway.server.servicebroker.Talk.instance;
import static dev.slipway.server.servicebroker.Talk.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.broker.backend.Inventory;
import dev.slipway.server.TestBroker;
import dev.slipway.server.TestBroker.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is sent is answered as the API has it, and makes nothing. */
class BadInputTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String TEN_THOUSAND = "a".repeat(10_000);

  @TempDir private static Path folder;
  private static FolderBackend things;
  private static TestBroker broker;

  @BeforeAll
  static void start() throws Exception {
    things = new FolderBackend(folder.resolve("things"), false, _ -> {});
    broker = TestBroker.start(folder, Talk.CATALOG, Map.of("quick", things, "slow", things));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  /** One that makes something fails alone. */
  @AfterEach
  void removeWhatIsThere() throws Exception {
    for (String each : List.of("body", "type", "large", "unusual", "number", "m", "a")) {
      for (String plan : List.of("quick/small", "quick/strict")) {
        broker.ask("DELETE", "/v2/service_instances/" + each + query(plan), "");
      }
    }
  }

  static Stream<String> ids() {
    return Stream.of(
        TEN_THOUSAND,
        "a".repeat(256),
        "%27%20OR%201%3D1--",
        "%22",
        "a%00b",
        "%00",
        "%C3%BC",
        "%F0%9F%9A%A2",
        "%2e%2e",
        "..",
        ".",
        "a%2fb",
        "%2e%2e%2fcatalog",
        "a%5cb",
        "%0d%0aX:y",
        "%E2%80%AE",
        "%zz",
        "%",
        "%ff",
        "a%3bb",
        "a%20b",
        "%3Cscript%3E",
        "$%7Bjndi:x%7D");
  }

  @ParameterizedTest
  @MethodSource("ids")
  void idsThatCannotBe(String id) throws Exception {
    String put = instance("quick/small").toString();
    String bind = Talk.ids("quick/small").toString();
    for (String[] each :
        new String[][] {
          {"PUT", "/v2/service_instances/" + id, put},
          {"PATCH", "/v2/service_instances/" + id, bind},
          {"GET", "/v2/service_instances/" + id, ""},
          {"DELETE", "/v2/service_instances/" + id + query("quick/small"), ""},
          {"GET", "/v2/service_instances/" + id + "/last_operation", ""},
          {"PUT", "/v2/service_instances/x/service_bindings/" + id, bind},
          {"DELETE", "/v2/service_instances/x/service_bindings/" + id + query("quick/small"), ""},
        }) {
      refused(raw(each[0], each[1], "application/json", each[2]));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "service_id=%zz&plan_id=small",
        "service_id=quick&plan_id=%ff",
        "service_id=quick&service_id=quick&plan_id=small",
        "service_id='%20OR%201=1--&plan_id=small",
        "service_id=%00&plan_id=small",
        "service_id=quick&plan_id=",
        "&&&=;=",
        "service_id[]=quick&plan_id=small",
      })
  void parametersThatCannotBe(String query) throws Exception {
    for (String path :
        List.of("/v2/service_instances/q", "/v2/service_instances/q/service_bindings/b")) {
      // What never was is gone, whoever asks; what is asked for wrongly is not.
      String answer = raw("DELETE", path + "?" + query, "application/json", "");
      refused(answer);
    }
  }

  static Stream<String> bodies() {
    String right = instance("quick/small").toString();
    Stream<String> fields =
        Stream.of("service_id", "plan_id", "organization_guid", "space_guid")
            .flatMap(key ->
                Stream.of(
                        "1",
                        "true",
                        "[]",
                        "{}",
                        "[\"quick\"]",
                        "\"" + TEN_THOUSAND + "\"",
                        "\"a\\u0000b\"",
                        "\"\"",
                        "\" \"",
                        "null",
                        "\"\\t\"")
                    .map(value -> {
                      ObjectNode body = instance("quick/small");
                      body.set(key, JSON.readTree(value));
                      return body.toString();
                    }));
    Stream<String> objects =
        Stream.of("parameters", "context", "maintenance_info")
            .flatMap(key ->
                Stream.of("1", "\"a\"", "[]", "true", "{\"a\":\"\\u0000\"}", "{\"version\":1}")
                    .filter(v -> key.equals("maintenance_info") || !v.contains("version"))
                    .filter(v -> !key.equals("maintenance_info") || !v.contains("\"a\":"))
                    .map(value -> with(right, "\"" + key + "\":" + value)));
    Stream<String> whole =
        Stream.of(
            "",
            " ",
            "null",
            "1",
            "\"a\"",
            "[]",
            "{",
            "{}",
            "{\"a\":1,\"a\":2}",
            right + "x",
            right + right,
            with(right, "\"service_id\":\"quick\""),
            "\uFEFF" + right.replace("quick", "none"),
            "{'service_id':'quick'}",
            "<xml/>",
            "{\"parameters\":" + "[".repeat(100_000),
            with(right, "\"parameters\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000)),
            with(right, "\"parameters\":{\"a\":1" + "0".repeat(5000) + "}"),
            with(right, "\"parameters\":{\"a\":NaN}"),
            with(right, "\"parameters\":{\"a\":\"\\ud800\"}"),
            right.replace("organization\",", "\\ud800\","));
    return Stream.of(fields, objects, whole).flatMap(s -> s);
  }

  private static String with(String object, String more) {
    return object.substring(0, object.length() - 1) + "," + more + "}";
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void bodiesThatCannotBe(String body) throws Exception {
    refused(raw("PUT", "/v2/service_instances/body", "application/json", body));
  }

  @Test
  void aBodyOfTenMebibytes() throws Exception {
    String large = instance("quick/small").put("filling", "a".repeat(10 << 20)).toString();
    Answer answer = broker.ask("PUT", "/v2/service_instances/large", large);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("description").asString()).contains("MiB");
    nothingIsMade();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text/plain",
        "application/xml",
        "*/*",
        "application/json; charset=latin1",
        "application/json; charset=none",
        "a/b/c",
        "multipart/form-data; boundary=a"
      })
  void contentTypesThatCannotBe(String type) throws Exception {
    refused(raw("PUT", "/v2/service_instances/type", type, instance("quick/small").toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "OPTIONS", "TRACE", "FOO", "CONNECT"})
  void methodsThatThereAreNot(String method) throws Exception {
    String answer = raw(method, "/v2/service_instances/m", "application/json", "{}");
    assertThat(status(answer)).isIn(400, 405, 501);
    refused(answer);
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    String answer = raw("HEAD", "/v2/catalog", "", "");
    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer).endsWith("\r\n\r\n");
  }

  /** What is no fault: it is kept as it is. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":\"'; DROP TABLE instance; --\"}",
        "{\"a\":\"\\ud83d\\udea2 ü \\\\u0041\"}",
        "{\"a\":0.12345678901234567890123}",
        "{\"a\":1e400}",
        "{\"a\":123456789012345678901234567890}",
        "{\"\":{\"\":[[[]]]}}"
      })
  void parametersThatAreUnusual(String parameters) throws Exception {
    String path = "/v2/service_instances/unusual";
    String body = instance("quick/small").toString().replaceFirst("}$", ",\"parameters\":");
    try {
      Answer made = broker.ask("PUT", path, body + parameters + "}");
      assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
      assertThat(broker.ask("PUT", path, body + parameters + "}").status()).isEqualTo(200);
      Answer patched = broker.ask("PATCH", path, body + "{\"b\":1}}");
      assertThat(patched.status()).as(patched.body().toString()).isEqualTo(200);
      Answer fetched = broker.ask("GET", path, "");
      assertThat(fetched.status()).isEqualTo(200);
      if (parameters.contains("0.1234") || parameters.contains("DROP")) {
        assertThat(fetched.response().body())
            .contains(parameters.substring(0, parameters.length() - 1));
      }
    } finally {
      assertThat(broker.ask("DELETE", path + query("quick/small"), "").status()).isEqualTo(200);
    }
    nothingIsMade();
  }

  @Test
  void numbersWithoutEndCostNothing() throws Exception {
    String body =
        with(instance("quick/strict").toString(), "\"parameters\":{\"size\":1e999999999}");
    Answer answer = broker.ask("PUT", "/v2/service_instances/number", body);
    assertThat(answer.status()).isIn(400, 201);
    if (answer.status() == 201) {
      broker.ask("DELETE", "/v2/service_instances/number" + query("quick/strict"), "");
    }
    nothingIsMade();
  }

  static Stream<String> garbage() {
    return Stream.of(
        "\0\0\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET /v2/catalog HTTP/9.9\r\n\r\n",
        "GET /v2/catalog HTTP/1.1\r\n\r\n",
        "GET /v2/catalog HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /v2/cat\0alog HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        "GET /v2/catalog HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(100_000) + "\r\n\r\n",
        "PUT /v2/service_instances/a HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "PUT /v2/service_instances/a HTTP/1.1\r\nHost: a\r\n"
            + login()
            + "Transfer-Encoding: chunked\r\nContent-Type: application/json\r\n\r\nzz\r\n",
        "PUT /v2/service_instances/a HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n"
            + "Content-Length: 2\r\n\r\n{}",
        IntStream.range(0, 500)
                .mapToObj(i -> "X" + i + ": y\r\n")
                .reduce("GET /v2/catalog HTTP/1.1\r\nHost: a\r\n", String::concat)
            + "\r\n");
  }

  @ParameterizedTest
  @MethodSource("garbage")
  void whatIsNoHttp(String text) throws Exception {
    refused(send(text));
  }

  private static String login() {
    return "Authorization: "
        + TestBroker.basic("platform", TestBroker.PASSWORD)
        + "\r\nX-Broker-API-Version: 2.17\r\n";
  }

  private static String raw(String method, String path, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return send(
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + login()
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + (bytes.length == 0 ? "" : "Content-Length: " + bytes.length + "\r\n")
            + "\r\n"
            + body);
  }

  private static String send(String text) throws IOException {
    URI address = broker.broker().address();
    try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static void refused(String answer) throws Exception {
    assertThat(answer).startsWith("HTTP/1.1 ");
    int status = status(answer);
    assertThat(status).as(answer).isIn(400, 401, 404, 405, 410, 412, 414, 431, 501, 505);
    String body =
        answer.substring(answer.indexOf("\r\n\r\n") + 4).replaceAll("(?s)^[^{]*|[^}]*$", "");
    if (status != 410) {
      assertThat(JSON.readTree(body).path("description").asString("")).as(answer).isNotBlank();
    }
    assertThat(answer).doesNotContain("at dev.", "at java.", "Exception", "tomcat", "Tomcat");
    nothingIsMade();
  }

  private static void nothingIsMade() throws Exception {
    assertThat(things.inventory()).isEqualTo(Inventory.NOTHING);
  }
}
