package dev.slipway.cli.doctor;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Debian packages with what other machines need. */
public final class NeededPackages {
  private NeededPackages() {}

  /** Where images are built and tried, by root. */
  public static Set<String> ofBuilds() {
    return names(Stream.of(Needs.ofBuilds(), Needs.ofRunning(Path.of(""))).flatMap(List::stream));
  }

  /** Besides, where that is done by another user. */
  public static Set<String> ofOrdinaryUser() {
    return names(Stream.of(Needs.ofOrdinaryUser()).flatMap(Collection::stream));
  }

  private static Set<String> names(Stream<Need> needs) {
    return needs
        .filter(need -> !need.optional() && !need.debianPackage().isEmpty())
        .map(Need::debianPackage)
        .collect(Collectors.toUnmodifiableSet());
  }
}
