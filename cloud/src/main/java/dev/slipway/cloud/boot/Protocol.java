package dev.slipway.cloud.boot;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a guest writes on its serial console about the commands that it runs: {@code slipway-test:
 * begin N}, the command's output, {@code slipway-test: N exit STATUS}, and {@code slipway-test:
 * end} after the last. N counts from 1. The kernel may have written into the line before.
 */
public final class Protocol {
  private static final Pattern MARK =
      Pattern.compile("slipway-test: (?:begin (\\d{1,4})|(\\d{1,4}) exit (\\d{1,3})|(end))\\s*$");

  private Protocol() {}

  sealed interface Mark {
    record Begin(int number) implements Mark {}

    record Exit(int number, int status) implements Mark {}

    record End() implements Mark {}
  }

  static Optional<Mark> parse(String line) {
    Matcher matcher = MARK.matcher(line);
    if (!matcher.find()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      return Optional.of(new Mark.Begin(Integer.parseInt(matcher.group(1))));
    }
    if (matcher.group(4) != null) {
      return Optional.of(new Mark.End());
    }
    return Optional.of(
        new Mark.Exit(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3))));
  }
}
