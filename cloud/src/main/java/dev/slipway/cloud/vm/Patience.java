package dev.slipway.cloud.vm;

import java.time.Duration;

/**
 * How long an instance has to stop.
 *
 * @param powerDown for its system, after its power button was pressed
 * @param terminate for QEMU, to write what it has and end
 */
record Patience(Duration powerDown, Duration terminate) {
  static final Patience USUAL = new Patience(Duration.ofSeconds(90), Duration.ofSeconds(10));
}
