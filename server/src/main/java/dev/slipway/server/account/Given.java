package dev.slipway.server.account;

import dev.slipway.queue.QueueException;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Scope;
import dev.slipway.server.security.SignIn;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What somebody has given in a request, once it was looked at. */
final class Given {
  private static final Pattern MAIL =
      Pattern.compile("[^\\s\\p{Cntrl}@<>]{1,64}@[^\\s\\p{Cntrl}@<>]{1,190}");
  private static final Pattern LABEL = Pattern.compile("[^\\p{Cntrl}]{1,64}");

  private Given() {}

  static QueueException invalid(String message) {
    return new QueueException(QueueException.Code.INVALID, message);
  }

  static QueueException unknown(String what, String name) {
    return new QueueException(
        QueueException.Code.UNKNOWN, "there is no %s `%s`".formatted(what, name));
  }

  /** The name of a new account or project. */
  static String name(@Nullable String text) throws QueueException {
    if (text == null || !SignIn.isName(text)) {
      throw invalid(
          "`name` is a small letter, then up to 63 of a-z, 0-9, `.`, `_` and `-`, as in `anna`");
    }
    return text;
  }

  /** What a token is called. */
  static String label(@Nullable String text) throws QueueException {
    if (text == null || !LABEL.matcher(text).matches()) {
      throw invalid("`name` has 1 to 64 characters, as in `build server`");
    }
    return text;
  }

  static String password(@Nullable String text) throws QueueException {
    if (text == null) {
      throw invalid("`password` is missing");
    }
    return text;
  }

  static Caller.Role role(@Nullable String word) throws QueueException {
    return Optional.ofNullable(word)
        .flatMap(Caller.Role::of)
        .orElseThrow(
            () -> invalid("`role` is one of " + words(Caller.Role.values(), Caller.Role::word)));
  }

  /** An address; none where it is null or empty. */
  static Optional<String> mail(@Nullable String text) throws QueueException {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    if (!MAIL.matcher(text).matches()) {
      throw invalid("`mail` is an address, as in `anna@example.org`");
    }
    return Optional.of(text);
  }

  static Set<Scope> scopes(@Nullable List<String> words) throws QueueException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String each : words == null ? List.<String>of() : words) {
      scopes.add(
          Optional.ofNullable(each)
              .flatMap(Scope::of)
              .orElseThrow(() -> invalid("there is no scope `" + each + "`; " + scopeWords())));
    }
    if (scopes.isEmpty()) {
      throw invalid("`scopes` is missing; " + scopeWords());
    }
    return scopes;
  }

  private static String scopeWords() {
    return "there are " + words(Scope.values(), Scope::word);
  }

  private static <T> String words(T[] values, Function<T, String> word) {
    return Arrays.stream(values).map(word).collect(Collectors.joining(", "));
  }
}
