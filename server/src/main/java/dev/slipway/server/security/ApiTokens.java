package dev.slipway.server.security;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.TokenRow;
import dev.slipway.queue.store.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Makes API tokens and finds them again. */
public final class ApiTokens {
  private static final String PREFIX = "slw_";
  private static final int MOST = 100;
  private static final Duration EXACTNESS = Duration.ofMinutes(1);

  private final Database database;
  private final Tokens tokens;
  private final Secrets secrets;
  private final Clock clock;

  ApiTokens(Database database, Secrets secrets, Clock clock) {
    this.database = database;
    this.tokens = new Tokens(database);
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * A token that was just made.
   *
   * @param secret the token itself, which nobody can find out later
   */
  public record Made(TokenRow row, String secret) {
    @Override
    public String toString() {
      return "the token " + row.id();
    }
  }

  /**
   * Makes a token.
   *
   * @param lasts how long it is worth something
   * @throws QueueException where the account has too many
   */
  public Made make(String account, String name, Set<Scope> scopes, Duration lasts)
      throws QueueException {
    Instant now = clock.instant();
    String secret = PREFIX + secrets.next();
    TokenRow row =
        new TokenRow(
            0,
            account,
            name,
            scopes.stream().sorted().map(Scope::word).toList(),
            now,
            Optional.of(now.plus(lasts)),
            Optional.empty());
    long id =
        database.write(handle -> {
          if (Tokens.count(handle, account) >= MOST) {
            throw new QueueException(
                QueueException.Code.CONFLICT,
                "`%s` has %d tokens; revoke one first".formatted(account, MOST));
          }
          return Tokens.add(handle, row, Secrets.hash(secret));
        });
    return new Made(tokens.get(id).orElseThrow(), secret);
  }

  /** What is known of a token that is worth something. */
  Optional<TokenRow> find(String secret) {
    if (!secret.startsWith(PREFIX)) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Optional<TokenRow> token =
        tokens.find(Secrets.hash(secret)).filter(t -> t.expires().map(now::isBefore).orElse(true));
    token
        .filter(t -> t.used().map(u -> now.isAfter(u.plus(EXACTNESS))).orElse(true))
        .ifPresent(t -> database.change(handle -> Tokens.used(handle, t.id(), now)));
    return token;
  }
}
