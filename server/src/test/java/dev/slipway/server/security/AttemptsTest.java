package dev.slipway.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.server.MovableClock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AttemptsTest {
  private final MovableClock clock = new MovableClock();
  private final Attempts attempts = new Attempts(clock);

  private Duration fail(String account, String address) {
    Optional<Duration> wait = attempts.begin(account, address);
    return wait.orElse(Duration.ZERO);
  }

  @Test
  void theWaitDoublesAndHasAnEnd() {
    for (int i = 0; i < 5; i++) {
      assertThat(fail("anna", "192.0.2." + i)).isZero();
    }
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 20; i++) {
      Duration wait = fail("anna", "192.0.2.9");
      assertThat(wait).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(5));
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      clock.forward(wait);
      assertThat(fail("anna", "198.51.100." + i)).isZero();
    }
    assertThat(longest).isGreaterThan(Duration.ofMinutes(4));
  }

  @Test
  void failuresAreForgottenAfterAWhile() {
    for (int i = 0; i < 5; i++) {
      fail("anna", "192.0.2.1");
    }
    clock.forward(Duration.ofMinutes(61));
    for (int i = 0; i < 5; i++) {
      assertThat(fail("anna", "192.0.2.1")).isZero();
    }
  }

  @Test
  void aNetworkOfIpv6IsOneAddress() {
    for (int i = 0; i < 20; i++) {
      assertThat(fail("name" + i, "2001:db8:1:2::" + i)).isZero();
    }
    assertThat(fail("another", "2001:db8:1:2:ffff::1")).isPositive();
    assertThat(fail("another", "2001:db8:1:3::1")).isZero();
  }

  @Test
  void aSuccessDoesNotGiveAnAddressMoreAttemptsAtOthersAccounts() {
    for (int i = 0; i < 19; i++) {
      fail("victim" + i, "192.0.2.1");
      assertThat(fail("own", "192.0.2.1")).isZero();
      attempts.succeeded("own", "192.0.2.1");
    }
    fail("victim19", "192.0.2.1");
    assertThat(fail("victim20", "192.0.2.1")).isPositive();
  }

  @Test
  void memoryIsBoundedHoweverManyNamesAreTried() {
    for (int i = 0; i < 50_000; i++) {
      fail("name" + i, "10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255));
    }
    assertThat(attempts.size()).isLessThanOrEqualTo(10_000);
  }
}
