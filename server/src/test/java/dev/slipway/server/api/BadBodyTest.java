package dev.slipway.server.api;

import static dev.slipway.server.api.BadInputTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Bodies that cannot be: a problem with a reason goes out, never a fault of the server. */
@ExtendWith(WithService.class)
class BadBodyTest {
  private static final String JSON = "application/json";

  private final Client client;

  BadBodyTest(Client client) {
    this.client = client;
  }

  private Answer submit(String body) throws Exception {
    return client.post("/api/v1/builds", JSON, body);
  }

  static Stream<String> bodies() {
    Stream<String> odd = Stream.of("", " ", "\ufeff{}", "[".repeat(2000), "{\"git\":".repeat(2000));
    return Stream.concat(
        odd,
        """
        {
        }
        []
        null
        1
        "x"
        {}{}
        {"source"}
        {'source':1}
        {"source":1}
        {"source":null}
        {"source":[]}
        {"source":{}}
        {"source":"x","source":"x"}
        {"source":"\\u0000"}
        {"\\u0000":1}
        {"source":"../../etc/passwd"}
        {"priority":"high"}
        {"priority":1.5}
        {"priority":99999999999}
        {"priority":true}
        {"priority":"5"}
        {"test":"yes"}
        {"test":1}
        {"formats":"raw"}
        {"formats":[1]}
        {"formats":[null]}
        {"parameters":[]}
        {"parameters":{"A":1}}
        {"parameters":{"A":null}}
        {"git":"x"}
        {"git":{"uri":"x"}}
        {"publish":{}}
        {"sorce":"x"}
        {"mail":1}
        {"source":"\\ud800"}
        """
            .lines());
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void aSubmissionThatCannotBe(String body) throws Exception {
    refused(submit(body), 400);
  }

  @Test
  void aMistakeIsShownWithItsPlaceAndTheRightWord() throws Exception {
    assertThat(submit("{\n  \"sorce\": \"x\"\n}").at("/detail"))
        .contains("line 2")
        .contains("did you mean `source`?");
    assertThat(submit("{\"priority\":\"high\"}").at("/detail"))
        .contains("`priority` is not a whole number");
    assertThat(submit("{\"formats\":[\"raw\",[]]}").at("/detail")).contains("`formats[1]`");
    assertThat(submit("{\"source\":}").at("/detail")).contains("not JSON", "line 1, column 11");
  }

  @Test
  void aBodyIsNotUtf8() throws Exception {
    byte[] latin = {'{', '"', 's', 'o', (byte) 0xfc, '"', ':', '1', '}'};
    refused(
        client.send(
            client
                .to("/api/v1/builds")
                .header("Content-Type", JSON)
                .POST(BodyPublishers.ofByteArray(latin))),
        400);
  }

  @Test
  void aBodyIsTooLarge() throws Exception {
    refused(submit("{\"source\":\"" + "x".repeat(2 << 20) + "\"}"), 413);
  }

  @Test
  void aBodyIsOfAnotherType() throws Exception {
    for (String type :
        new String[] {"text/plain", "application/xml", "multipart/form-data; boundary=x"}) {
      refused(client.post("/api/v1/builds", type, "{}"), 415);
      refused(client.post("/api/v1/sources", type, "{}"), 415);
    }
    refused(client.post("/api/v1/builds", "not a type", "{}"), 400);
    refused(client.send(client.to("/api/v1/builds").POST(BodyPublishers.ofString("{}"))), 415);
  }

  static Stream<byte[]> archives() throws Exception {
    byte[] tar = Client.tar(Map.of("slipway.yml", Client.definition("x", "1", "amd64")));
    byte[] broken = tar.clone();
    broken[148] = 'z';
    return Stream.of(
        new byte[0],
        new byte[] {1, 2, 3},
        new byte[10_000],
        "not a tar".getBytes(StandardCharsets.UTF_8),
        Arrays.copyOf(tar, 700),
        broken,
        Client.tar(Map.of("../slipway.yml", "name: x")),
        Client.tar(Map.of("a/../../x", "name: x")));
  }

  @ParameterizedTest
  @MethodSource("archives")
  void anUploadThatIsNone(byte[] body) throws Exception {
    refused(
        client.send(
            client
                .to("/api/v1/sources")
                .header("Content-Type", "application/x-tar")
                .POST(BodyPublishers.ofByteArray(body))),
        400);
  }

  @Test
  void aDefinitionsMistakesAreListed() throws Exception {
    String source =
        client.upload(Client.definition("x", "1", "amd64").replace("formats", "fromats"));
    Answer answer = submit("{\"source\":\"" + source + "\"}");
    refused(answer, 422);
    JsonNode mistake = answer.json().at("/errors/0");
    assertThat(mistake.path("file").asString()).isEqualTo("slipway.yml");
    assertThat(mistake.path("line").asInt()).isEqualTo(8);
    assertThat(mistake.path("message").asString()).contains("did you mean `formats`?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "\u0001", "x"})
  void aKeyThatIsNone(String key) throws Exception {
    String tried = key.equals("x") ? "x".repeat(201) : key.equals("\u0001") ? "é" : key;
    refused(
        client.send(
            client
                .to("/api/v1/builds")
                .header("Content-Type", JSON)
                .header("Idempotency-Key", tried)
                .POST(BodyPublishers.ofString("{}"))),
        400);
  }
}
