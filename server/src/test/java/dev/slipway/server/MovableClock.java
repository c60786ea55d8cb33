package dev.slipway.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The machine's clock, which a test puts forward. */
public final class MovableClock extends Clock {
  private volatile Duration ahead = Duration.ZERO;

  private volatile Optional<Instant> stopped = Optional.empty();

  public void forward(Duration by) {
    ahead = ahead.plus(by);
    stopped = stopped.map(s -> s.plus(by));
  }

  /** Goes only forward by what it is told, from now on. */
  public void stop() {
    stopped = Optional.of(instant());
  }

  /** Goes by itself again. */
  public void go() {
    stopped = Optional.empty();
  }

  @Override
  public Instant instant() {
    return stopped.orElseGet(() -> Clock.systemUTC().instant().plus(ahead));
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
