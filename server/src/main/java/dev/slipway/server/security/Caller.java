package dev.slipway.server.security;

import dev.slipway.queue.QueueException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who asks, and what may be done in its name.
 *
 * @param account its name
 * @param role the account's, or less where it came with a token of narrower {@linkplain Scope
 *     scopes}
 * @param projects those whose builds it may see; empty for all
 * @param scopes what it came with: all of them where it gave a password
 * @param address where it asks from
 */
public record Caller(
    String account, Role role, Optional<Set<String>> projects, Set<Scope> scopes, String address) {
  public Caller {
    projects = projects.map(Set::copyOf);
    scopes = Set.copyOf(scopes);
  }

  /** What an account may do. */
  public enum Role {
    /** See builds. */
    VIEWER,
    /** Submit, cancel, retry and keep builds too. */
    BUILDER,
    /** Everything, in all projects. */
    ADMINISTRATOR;

    /** Its name in the API, in the database and on pages: {@code builder}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a {@linkplain #word() name}. */
    public static Optional<Role> of(String word) {
      for (Role each : values()) {
        if (each.word().equals(word)) {
          return Optional.of(each);
        }
      }
      return Optional.empty();
    }
  }

  /** Whether it may see a project's builds. */
  public boolean sees(String project) {
    return projects.map(p -> p.contains(project)).orElse(true);
  }

  /** Whether it has at least a role. */
  public boolean is(Role least) {
    return role.compareTo(least) >= 0;
  }

  /**
   * Goes on only where it has at least a role.
   *
   * @throws QueueException of {@link QueueException.Code#FORBIDDEN}
   */
  public void requires(Role least) throws QueueException {
    if (!is(least)) {
      throw new QueueException(
          QueueException.Code.FORBIDDEN,
          "this is for a %s; `%s` asks as a %s, by its role or its token's scopes"
              .formatted(least.word(), account, role.word()));
    }
  }

  /**
   * Goes on only where it came with a scope.
   *
   * @throws QueueException of {@link QueueException.Code#FORBIDDEN}
   */
  public void requires(Scope scope) throws QueueException {
    if (!scopes.contains(scope)) {
      throw new QueueException(
          QueueException.Code.FORBIDDEN,
          "this needs a password, or a token with the scope `" + scope.word() + "`");
    }
  }

  /**
   * Goes on only where it may submit builds to a project, and cancel, retry and keep those in it.
   *
   * @throws QueueException of {@link QueueException.Code#UNKNOWN} for projects that it does not
   *     see, and {@link QueueException.Code#FORBIDDEN} where its role does not suffice
   */
  public void mayWrite(String project) throws QueueException {
    if (!sees(project)) {
      throw new QueueException(
          QueueException.Code.UNKNOWN, "there is no project `" + project + "`");
    }
    requires(Role.BUILDER);
  }
}
