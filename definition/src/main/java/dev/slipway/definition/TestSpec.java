package dev.slipway.definition;

import java.time.Duration;
import java.util.List;

/**
 * How an image is tried before it counts as built.
 *
 * @param expect a piece of a line on the serial console that says that it is up
 * @param commands run inside after that, one by one, by a shell; each has to end with status 0
 * @param timeout for each boot with its commands, 1 second to 24 hours
 * @param memory of the machine in bytes, whole MiB
 */
public record TestSpec(String expect, List<String> commands, Duration timeout, long memory) {
  /** Copies what is mutable. */
  public TestSpec {
    commands = List.copyOf(commands);
  }
}
