package dev.slipway.server.servicebroker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.TestBroker.Answer;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A line of the table of what the API asks for.
 *
 * @param body what the answer's body has: {@code {}} for nothing; keys, with {@code !} where they
 *     are not there, with {@code =} and a text, or {@code ~} and a part of it
 */
record Line(String endpoint, String condition, int status, List<String> body, Scenario scenario) {
  /** What is asked, the answer to it last. */
  @FunctionalInterface
  interface Scenario {
    Answer run(Talk talk) throws Exception;
  }

  static Line of(String endpoint, String condition, int status, String body, Scenario scenario) {
    return new Line(endpoint, condition, status, List.of(body.split("; ")), scenario);
  }

  void check(Talk talk) throws Exception {
    Answer answer = scenario.run(talk);
    String shown = endpoint + ", " + condition + ": " + answer.status() + " " + answer.body();
    assertThat(answer.status()).as(shown).isEqualTo(status);
    assertThat(answer.body().isObject()).as(shown).isTrue();
    assertThat(answer.response().headers().firstValue("Content-Type").orElse(""))
        .as(shown)
        .startsWith("application/json");
    if (status >= 400 && status != 410) {
      assertThat(answer.body().path("description").asString("")).as(shown).isNotBlank();
    }
    body.forEach(each -> check(answer.body(), each, shown));
  }

  private static void check(JsonNode body, String each, String shown) {
    String[] parts = each.split("[=~]", 2);
    JsonNode value = body.at("/" + parts[0].replace("!", "").replace('.', '/'));
    if (each.equals("{}")) {
      assertThat(body.isEmpty()).as(shown).isTrue();
    } else if (each.startsWith("!")) {
      assertThat(value.isMissingNode()).as(shown).isTrue();
    } else if (parts.length == 1) {
      assertThat(value.isMissingNode()).as(shown).isFalse();
    } else if (each.charAt(parts[0].length()) == '=') {
      assertThat(value.asString()).as(shown).isEqualTo(parts[1]);
    } else {
      assertThat(value.asString()).as(shown).contains(parts[1]);
    }
  }

  /** As a row of a table in Markdown. */
  String row(List<String> versions) {
    return "| %s | %s | %d | %s | %s |"
        .formatted(
            endpoint,
            condition,
            status,
            "`" + String.join("`, `", body) + "`",
            String.join(", ", versions));
  }
}
