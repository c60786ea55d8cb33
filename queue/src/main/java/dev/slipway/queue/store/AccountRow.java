package dev.slipway.queue.store;

import java.time.Instant;
import java.util.Optional;

/**
 * An account. Its password's hash is not in it: only {@link Accounts#password} hands that out.
 *
 * @param name a letter, then letters, digits, {@code .}, {@code _}, {@code -}; all small
 * @param role {@code viewer}, {@code builder} or {@code administrator}
 * @param disabled whether nobody can sign in with it
 */
public record AccountRow(
    String name, String role, Optional<String> mail, boolean disabled, Instant created) {}
