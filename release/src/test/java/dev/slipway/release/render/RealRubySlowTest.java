package dev.slipway.release.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is rendered here is what Debian's Ruby renders, byte for byte. */
@Tag("slow")
final class RealRubySlowTest {
  private static final Pattern ANSWER =
      Pattern.compile("(?m)^(\\S+) (?:output (\\S*)|line (\\d+) (\\S*))$");

  @TempDir private Path folder;

  @Test
  void everyTemplateOfTheSuite() throws Exception {
    Map<String, String> real = real();
    assertThat(real).hasSizeGreaterThan(70);
    try (Renderer renderer = new Renderer(Duration.ofSeconds(60), Suite.nowhere())) {
      // At first by `eval`, then as methods.
      for (int round = 0; round < 2; round++) {
        assertThat(ours(renderer)).as("round " + round).isEqualTo(real);
      }
    }
  }

  private static Map<String, String> ours(Renderer renderer) throws Exception {
    Map<String, String> answers = new TreeMap<>();
    JobTemplates all = Suite.job();
    for (TemplateFile each : all.files()) {
      JobTemplates one = new JobTemplates(all.job(), all.spec(), List.of(each));
      String answer =
          switch (renderer.render(one, Suite.instance())) {
            case Rendering.Done done ->
                new String(done.files().getFirst().content(), StandardCharsets.UTF_8);
            case Rendering.Failed failed -> {
              TemplateError error = failed.errors().getFirst();
              yield error(each.source(), error.line().orElse(0), error.message());
            }
          };
      answers.put(each.source(), answer);
    }
    return answers;
  }

  private Map<String, String> real() throws Exception {
    Path out = folder.resolve("answers");
    Process ruby =
        new ProcessBuilder(
                List.of(
                    "ruby",
                    "--disable=gems,did_you_mean,error_highlight",
                    Suite.FOLDER.resolve("director.rb").toString(),
                    Suite.FOLDER.toString()))
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(ruby.waitFor()).isZero();
    Map<String, String> answers = new TreeMap<>();
    Matcher each = ANSWER.matcher(Files.readString(out));
    while (each.find()) {
      String name = each.group(1);
      answers.put(
          name,
          each.group(3) == null
              ? text(each.group(2))
              : error(name, Integer.parseInt(each.group(3)), text(each.group(4))));
    }
    return answers;
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /**
   * What a parser says is its own affair, and so is what newer Rubies call nil and how they quote.
   */
  private static String error(String template, int line, String message) {
    String said =
        template.startsWith("syntax-")
            ? "syntax error"
            : message.replace("nil:NilClass", "nil").replace('`', '\'');
    return "line " + line + ": " + said;
  }
}
