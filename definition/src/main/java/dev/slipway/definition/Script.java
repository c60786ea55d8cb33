package dev.slipway.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A script that is run in the image while it is made. Its file begins with {@code #!}; it need not
 * be marked executable.
 *
 * @param source relative to the definition's folder
 * @param network whether it may use the network
 * @param environment variables with values, sorted by name
 * @param pass names of the caller's variables that are handed through where they are set
 * @param timeout when it is ended, 1 second to 24 hours
 */
public record Script(
    String source,
    boolean network,
    Map<String, String> environment,
    List<String> pass,
    Duration timeout) {
  /** Copies what is mutable. */
  public Script {
    SortedMap<String, String> sorted = new TreeMap<>(environment);
    environment = Collections.unmodifiableMap(sorted);
    pass = List.copyOf(pass);
  }
}
