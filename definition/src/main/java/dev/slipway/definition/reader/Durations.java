package dev.slipway.definition.reader;

import dev.slipway.definition.source.Quoted;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time: {@code 90s}, {@code 20m}, {@code 2h}. */
final class Durations {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})([smh])");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}");
  private static final Duration LONGEST = Duration.ofHours(24);

  private Durations() {}

  /** One second to a day. */
  static Duration read(Value value) throws Mistake {
    String written = Forms.scalar(value).written();
    Matcher matcher = DURATION.matcher(written);
    if (!matcher.matches()) {
      String hint =
          NUMBER.matcher(written).matches()
              ? " has no unit; write `" + written + "s`, `" + written + "m` or `" + written + "h`"
              : " is not a length of time; write seconds, minutes or hours: `90s`, `20m`, `2h`";
      throw new Mistake(Quoted.of(written) + hint);
    }
    long number = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    if (duration.isZero() || duration.compareTo(LONGEST) > 0) {
      throw new Mistake(Quoted.of(written) + " is not from `1s` to `24h`");
    }
    return duration;
  }
}
