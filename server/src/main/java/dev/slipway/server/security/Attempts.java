package dev.slipway.server.security;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries passwords. After some failures for an account, or from an address, the
 * next attempt has to wait a second, the one after it two, then four.
 */
final class Attempts {
  private static final int FREE_FOR_ACCOUNT = 5;
  private static final int FREE_FROM_ADDRESS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final Duration MEMORY = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private record Failures(int count, Instant last, Instant until) {}

  private final Clock clock;
  private final Map<String, Failures> failures = new Recent<>(MOST);

  Attempts(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins an attempt, which counts as a failure until it {@linkplain #succeeded succeeds}: so many
   * at once are slowed down as well.
   *
   * @return how long to wait before the next; empty where this one may go on
   */
  synchronized Optional<Duration> begin(String account, String address) {
    Instant now = clock.instant();
    Duration left = Duration.between(now, later(until(account(account)), until(from(address))));
    if (left.isPositive()) {
      return Optional.of(left);
    }
    count(account(account), FREE_FOR_ACCOUNT, now);
    count(from(address), FREE_FROM_ADDRESS, now);
    return Optional.empty();
  }

  /**
   * Forgets an account's failures. Its address keeps its own: whoever has an account does not get
   * more attempts at those of others by it.
   */
  synchronized void succeeded(String account, String address) {
    failures.remove(account(account));
    failures.computeIfPresent(
        from(address), (_, f) -> new Failures(f.count() - 1, f.last(), f.last()));
  }

  /** How many accounts and addresses it knows failures of. */
  synchronized int size() {
    return failures.size();
  }

  private Instant until(String key) {
    Failures known = failures.get(key);
    return known == null ? Instant.EPOCH : known.until();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private void count(String key, int free, Instant now) {
    Failures known = failures.get(key);
    int count = known == null || known.last().plus(MEMORY).isBefore(now) ? 1 : known.count() + 1;
    Instant until = now;
    if (count >= free) {
      Duration wait = Duration.ofSeconds(1L << Math.min(count - free, 20));
      until = now.plus(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }
    failures.put(key, new Failures(count, now, until));
  }

  private static String account(String name) {
    return "account " + name;
  }

  /** Somebody with IPv6 has a whole network of 64 bits to come from. */
  private static String from(String address) {
    try {
      InetAddress parsed = InetAddress.ofLiteral(address);
      if (parsed instanceof Inet6Address) {
        return "network " + HexFormat.of().formatHex(Arrays.copyOf(parsed.getAddress(), 8));
      }
    } catch (IllegalArgumentException e) {
      return "address " + address;
    }
    return "address " + address;
  }
}
