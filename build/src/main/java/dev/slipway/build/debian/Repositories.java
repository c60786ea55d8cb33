package dev.slipway.build.debian;

import dev.slipway.definition.Base;
import dev.slipway.definition.Definition;
import java.util.ArrayList;
import java.util.List;

/** The repositories that a definition's packages come from. */
public final class Repositories {
  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";

  private Repositories() {}

  /** Those of a definition; the suite's updates and security updates where there are any. */
  public static List<Repository> of(Definition definition) {
    Base base = definition.base();
    String keyring =
        base.keyring().map(k -> definition.resolve(k).toAbsolutePath().toString()).orElse(KEYRING);
    boolean stable = base.security().isPresent();
    List<Repository> all = new ArrayList<>();
    all.add(
        new Repository(
            "debian",
            trimmed(base.mirror().toString()),
            stable ? List.of(base.suite(), base.suite() + "-updates") : List.of(base.suite()),
            base.components(),
            keyring));
    base.security()
        .ifPresent(url ->
            all.add(
                new Repository(
                    "security",
                    trimmed(url.toString()),
                    List.of(base.suite() + "-security"),
                    base.components(),
                    keyring)));
    return all;
  }

  /** The image's own sources.list. */
  public static String sourcesList(Definition definition) {
    StringBuilder text = new StringBuilder();
    for (Repository each : of(definition)) {
      if (!each.url().startsWith("file:")) {
        each.sourceLines("").forEach(line -> text.append(line).append('\n'));
      }
    }
    return text.toString();
  }

  private static String trimmed(String url) {
    return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
  }
}
