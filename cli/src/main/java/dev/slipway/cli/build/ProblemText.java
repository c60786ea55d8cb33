package dev.slipway.cli.build;

import dev.slipway.cli.terminal.Text;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a problem (RFC 9457) says, for people.
 *
 * @param detail empty where it was no problem
 * @param mistakes a definition's, a line each
 */
record ProblemText(String detail, List<String> mistakes) {
  private static final JsonMapper JSON = new JsonMapper();

  static ProblemText of(byte[] body) {
    JsonNode problem;
    try {
      problem = JSON.readTree(body);
    } catch (JacksonException e) {
      return new ProblemText("", List.of());
    }
    List<String> mistakes = new ArrayList<>();
    problem.path("errors").forEach(e -> mistakes.add(Text.plain(mistake(e))));
    String detail = problem.path("detail").asString("").replaceAll("[\\p{Cc}&&[^\n]]", "?");
    if (!mistakes.isEmpty()) {
      int count = mistakes.size();
      detail =
          count == 1
              ? "there is a mistake in the definition"
              : "there are " + count + " mistakes in the definition";
    }
    return new ProblemText(detail.replace("\n", "\nslipway: "), mistakes);
  }

  /** As compilers do: editors find the place by it. */
  private static String mistake(JsonNode each) {
    String line = each.has("line") ? ":" + each.path("line").asInt(0) : "";
    String column = each.has("column") ? ":" + each.path("column").asInt(0) : "";
    return each.path("file").asString("")
        + line
        + column
        + ": "
        + each.path("severity").asString("error")
        + ": "
        + each.path("message").asString("");
  }
}
