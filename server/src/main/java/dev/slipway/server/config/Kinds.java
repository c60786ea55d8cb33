package dev.slipway.server.config;

import dev.slipway.definition.Architecture;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Quoted;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.amqp.BrokerUrl;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The kinds of settings. */
final class Kinds {
  static final String HIDDEN = "…";

  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,11})([KMGT]iB)?");
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:_-]{1,253}");

  static final Kind TEXT = of("a text", text -> !text.isBlank());
  static final Kind PATH = of("a path", text -> !text.isBlank() && text.indexOf('\0') < 0);
  static final Kind ADDRESS =
      of("an IP address or a host's name", text -> HOST.matcher(text).matches());
  static final Kind URL = of("an address as in `https://build.example.net`", Kinds::isWeb);
  static final Kind PERMISSIONS =
      of(
          "an address with `{id}` in it, as `https://api.example.net/v3/service_instances/{id}/permissions`",
          text ->
              text.contains(SsoConfig.INSTANCE) && isWeb(text.replace(SsoConfig.INSTANCE, "id")));
  static final Kind SCOPES =
      of(
          "scopes with blanks between, `openid` among them",
          text -> Arrays.asList(text.split(" ", -1)).contains("openid"));
  static final Kind SIZE_IN_BYTES =
      of("a size as in `512MiB` or `20GiB`", text -> SIZE.matcher(text).matches());
  static final Kind FLAG = words("true", "false");
  static final Kind ARCHITECTURES =
      of(
          "one or several of amd64, i386, arm64, with commas between",
          text ->
              Arrays.stream(text.split(",", -1))
                  .allMatch(a -> Architecture.ofDebianName(a.strip()).isPresent()));
  static final Kind SECRET = hiding(text -> !text.isEmpty(), "a secret", _ -> HIDDEN);
  static final Kind BROKER =
      hiding(
          text -> broker(text).isPresent(),
          "an address as in `amqps://USER:PASSWORD@HOST:PORT/VHOST`",
          text -> broker(text).map(BrokerUrl::toString).orElse(HIDDEN));
  static final Kind DATABASE =
      hiding(
          text -> text.matches("jdbc:(sqlite:.+|postgresql://.+)"),
          "an address as in `jdbc:postgresql://HOST:PORT/NAME` or `jdbc:sqlite:FILE`",
          text -> text.replaceFirst("\\?.*", "?" + HIDDEN));

  private Kinds() {}

  static Kind words(String... words) {
    List<String> known = List.of(words);
    return text ->
        known.contains(text)
            ? Optional.empty()
            : Optional.of(
                Quoted.of(text)
                    + " is none of `"
                    + String.join("`, `", known)
                    + "`"
                    + Nearest.hint(text, known));
  }

  /** A whole number between two others, both allowed. */
  static Kind number(long least, long most) {
    return of(
        "a number from " + least + " to " + most,
        text ->
            text.matches("[0-9]{1,15}")
                && Long.parseLong(text) >= least
                && Long.parseLong(text) <= most);
  }

  /** A size in bytes; units are powers of 1024. */
  static long bytes(String text) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(text);
    }
    String unit = matcher.group(2);
    int power = unit == null ? 0 : "KMGT".indexOf(unit.charAt(0)) + 1;
    return Long.parseLong(matcher.group(1)) << (10 * power);
  }

  private static Kind of(String what, Predicate<String> right) {
    return text ->
        right.test(text) ? Optional.empty() : Optional.of(Quoted.of(text) + " is not " + what);
  }

  /** What may hold a secret is not repeated in messages either. */
  private static Kind hiding(Predicate<String> right, String what, UnaryOperator<String> shown) {
    return new Kind() {
      @Override
      public Optional<String> wrong(String text) {
        return right.test(text) ? Optional.empty() : Optional.of("this is not " + what);
      }

      @Override
      public String shown(String text) {
        return shown.apply(text);
      }
    };
  }

  private static boolean isWeb(String text) {
    try {
      URI uri = URI.create(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static Optional<BrokerUrl> broker(String text) {
    try {
      return Optional.of(BrokerUrl.parse(text));
    } catch (QueueException e) {
      return Optional.empty();
    }
  }
}
