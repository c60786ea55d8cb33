package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what is wrong with a file's YAML in words that help. */
final class SyntaxError {
  private static final Pattern START =
      Pattern.compile("found character '(.*?)(\\(TAB\\))?' that cannot start any token.*");

  private SyntaxError() {}

  static String text(MarkedYamlEngineException error) {
    String problem = String.valueOf(error.getProblem()).strip();
    Matcher start = START.matcher(problem);
    if (start.matches()) {
      return start.group(2) == null
          ? "is not YAML: no value begins with " + Quoted.of(start.group(1)) + "; quote it"
          : "is not YAML: a tab stands here; indent with spaces";
    }
    if (problem.startsWith("mapping values are not allowed")) {
      return "is not YAML: no `: ` can stand here; is the line indented as its neighbours are,"
          + " and the text before it in quotes?";
    }
    return "is not YAML: " + problem.replaceFirst("\\.$", "") + begin(error);
  }

  /** Where that began which is not ended. */
  private static String begin(MarkedYamlEngineException error) {
    Optional<Mark> mark = error.getContextMark();
    return error.getContext() == null || mark.isEmpty()
        ? ""
        : " (" + error.getContext().strip() + " from line " + (mark.get().getLine() + 1) + ")";
  }
}
