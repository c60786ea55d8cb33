package dev.slipway.server.account;

import dev.slipway.database.Database;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.TokenRow;
import dev.slipway.queue.store.Tokens;
import dev.slipway.server.security.ApiTokens;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Scope;
import dev.slipway.server.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes and revokes API tokens: one's own, and for administrators all. */
public final class TokenChanges {
  private static final int DAYS = 90;
  private static final int MOST_DAYS = 3650;

  private final Database database;
  private final Tokens tokens;
  private final ApiTokens making;
  private final Audit audit;

  /** Changes of a service's tokens. */
  public TokenChanges(Database database, Security security) {
    this.database = database;
    this.tokens = new Tokens(database);
    this.making = security.tokens();
    this.audit = security.audit();
  }

  /**
   * What a token is to be.
   *
   * @param days how long it is worth something; 90 unless told otherwise
   */
  public record NewToken(
      @Nullable String name, @Nullable List<String> scopes, @Nullable Integer days) {}

  /** Makes a token of the caller's. */
  public ApiTokens.Made make(Caller caller, NewToken given) throws QueueException {
    caller.requires(Scope.ADMIN);
    int days = given.days() == null ? DAYS : given.days();
    if (days < 1 || days > MOST_DAYS) {
      throw Given.invalid("`days` is a number from 1 to " + MOST_DAYS);
    }
    ApiTokens.Made made =
        making.make(
            caller.account(),
            Given.label(given.name()),
            Given.scopes(given.scopes()),
            Duration.ofDays(days));
    TokenRow row = made.row();
    audit.note(caller, "token made", String.valueOf(row.id()), String.join(" ", row.scopes()));
    return made;
  }

  /** Those that a caller may see: of an account, or all that there are. */
  public List<TokenRow> visible(Caller caller, Optional<String> account) {
    boolean all = caller.is(Caller.Role.ADMINISTRATOR) && account.isEmpty();
    List<TokenRow> shown = all ? tokens.all() : tokens.of(account.orElse(caller.account()));
    return shown.stream().filter(t -> sees(caller, t)).toList();
  }

  private static boolean sees(Caller caller, TokenRow token) {
    return caller.is(Caller.Role.ADMINISTRATOR) || token.account().equals(caller.account());
  }

  /**
   * Revokes a token.
   *
   * @param id its number, as somebody wrote it
   */
  public void revoke(Caller caller, String id) throws QueueException {
    caller.requires(Scope.ADMIN);
    TokenRow token =
        Optional.of(id)
            .filter(i -> i.matches("[0-9]{1,18}"))
            .flatMap(i -> tokens.get(Long.parseLong(i)))
            .filter(t -> sees(caller, t))
            .orElseThrow(() -> Given.unknown("token", id));
    database.change(handle -> Tokens.remove(handle, token.id()));
    audit.note(caller, "token revoked", id, "of " + token.account());
  }
}
