package dev.slipway.build.debian;

import java.util.List;

/**
 * A Debian repository that packages come from.
 *
 * @param name what a lock calls it: {@code debian}, {@code security}
 * @param url without a slash at its end
 * @param suites as in {@code bookworm bookworm-updates}
 * @param components as in {@code main}
 * @param keyring the file with the keys that its lists are signed with
 */
public record Repository(
    String name, String url, List<String> suites, List<String> components, String keyring) {
  /** The lines of a sources.list for it. */
  List<String> sourceLines(String options) {
    return suites.stream()
        .map(s -> "deb " + options + url + " " + s + " " + String.join(" ", components))
        .toList();
  }
}
