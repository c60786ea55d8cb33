package dev.slipway.server.security;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds out whether a name and a password belong together. */
public final class SignIn {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,63}");

  private final Accounts accounts;
  private final Passwords passwords;
  private final Attempts attempts;
  private final Remembered remembered;
  private final Audit audit;

  SignIn(
      Accounts accounts,
      Passwords passwords,
      Attempts attempts,
      Remembered remembered,
      Audit audit) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.attempts = attempts;
    this.remembered = remembered;
    this.audit = audit;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /** They do. */
    record Right(AccountRow account) implements Outcome {}

    /** They do not, or there is no such account, or it is disabled: which, is not told. */
    record Wrong() implements Outcome {}

    /** It was not looked at: there were too many failures just before. */
    record Wait(Duration left) implements Outcome {}
  }

  /** Whether a text can be the name of an account or a project. */
  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  /** Checks a name and a password that came from an address. */
  public Outcome check(String given, String password, String address) {
    String name = isName(given) ? given : "";
    Optional<String> hash = accounts.password(name);
    boolean known = hash.isPresent() && remembered.has(name, hash.get(), password);
    if (!known) {
      Optional<Duration> wait = attempts.begin(name, address);
      if (wait.isPresent()) {
        return new Outcome.Wait(wait.get());
      }
    }
    boolean right = known || passwords.matches(password, hash);
    Optional<AccountRow> account = accounts.get(name).filter(a -> right && !a.disabled());
    if (account.isEmpty()) {
      audit.note(given, address, "sign-in refused", "", "");
      return new Outcome.Wrong();
    }
    if (!known) {
      attempts.succeeded(name, address);
      remembered.add(name, hash.orElseThrow(), password);
    }
    return new Outcome.Right(account.get());
  }

  /**
   * Goes on only where a caller knows its own password.
   *
   * @throws QueueException of {@link QueueException.Code#FORBIDDEN}
   */
  public void confirm(Caller caller, String password) throws QueueException {
    switch (check(caller.account(), password, caller.address())) {
      case Outcome.Right(_) -> {}
      case Outcome.Wrong() -> throw forbidden("the current password is wrong");
      case Outcome.Wait(Duration left) ->
          throw forbidden("too many wrong passwords; wait " + (left.toSeconds() + 1) + " s");
    }
  }

  private static QueueException forbidden(String reason) {
    return new QueueException(QueueException.Code.FORBIDDEN, reason);
  }
}
