package dev.slipway.cloud.boot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest writes on its serial console about the commands that it runs: {@code slipway-test: N
 * begin}, a line {@code slipway-test: N| TEXT} for each that the command wrote, {@code
 * slipway-test: N exit STATUS}, and {@code slipway-test: end} after the last command. N counts from
 * 1. The kernel may have written into the same line before.
 */
public final class Protocol {
  private static final Pattern MARK =
      Pattern.compile(
          "slipway-test: (?:(\\d{1,4})(?:(?<begin> begin)|\\| ?(?<text>.*)| exit (?<status>\\d{1,3}))|end)\\s*$");

  private Protocol() {}

  sealed interface Mark {
    record Begin(int number) implements Mark {}

    record Output(int number, String text) implements Mark {}

    record Exit(int number, int status) implements Mark {}

    record End() implements Mark {}
  }

  static Optional<Mark> parse(String line) {
    Matcher matcher = MARK.matcher(line);
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (matcher.group(1) == null) {
      return Optional.of(new Mark.End());
    }
    int number = Integer.parseInt(matcher.group(1));
    if (matcher.group("begin") != null) {
      return Optional.of(new Mark.Begin(number));
    }
    String text = matcher.group("text");
    return Optional.of(
        text != null
            ? new Mark.Output(number, text)
            : new Mark.Exit(number, Integer.parseInt(matcher.group("status"))));
  }
}
