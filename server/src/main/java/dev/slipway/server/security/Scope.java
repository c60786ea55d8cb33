package dev.slipway.server.security;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;

/** What an API token is good for; never for more than its account's role is. */
public enum Scope {
  /** See builds. */
  BUILDS_READ("builds:read", Caller.Role.VIEWER),
  /** Submit, cancel, retry and keep builds too. */
  BUILDS_WRITE("builds:write", Caller.Role.BUILDER),
  /** Whatever the account may, its own password and tokens too. */
  ADMIN("admin", Caller.Role.ADMINISTRATOR);

  private final String word;
  private final Caller.Role most;

  Scope(String word, Caller.Role most) {
    this.word = word;
    this.most = most;
  }

  /** Its name: {@code builds:read}. */
  public String word() {
    return word;
  }

  /** The scope of a {@linkplain #word() name}. */
  public static Optional<Scope> of(String word) {
    return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
  }

  /** What is left of a role by the widest of some scopes. */
  static Caller.Role narrowed(Caller.Role role, Set<Scope> scopes) {
    return scopes.stream()
        .map(s -> s.most)
        .max(Comparator.naturalOrder())
        .filter(most -> most.compareTo(role) < 0)
        .orElse(role);
  }
}
