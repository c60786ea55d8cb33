package dev.slipway.build.lock;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Exactly which packages an image of one architecture is made of.
 *
 * @param architecture Debian's name of it
 * @param inputs a digest of what of the definition decided the packages
 * @param time when the packages were resolved first; the image's own time, in whole seconds
 * @param repositories URL by name
 * @param packages sorted by role and name
 */
public record Lock(
    String architecture,
    String inputs,
    Instant time,
    SortedMap<String, String> repositories,
    List<LockedPackage> packages) {
  public Lock {
    repositories = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(repositories));
    packages = List.copyOf(packages);
  }

  /** The packages with this role. */
  public List<LockedPackage> packages(LockedPackage.Role role) {
    return packages.stream().filter(p -> p.role() == role).toList();
  }

  /** Where a package's file is. */
  public String url(LockedPackage wanted) {
    return repositories.get(wanted.repository()) + "/" + wanted.path();
  }

  /** The text of this architecture's part of a lock file, which is the same for the same lock. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("architecture ").append(architecture).append('\n');
    text.append("inputs ").append(inputs).append('\n');
    text.append("time ").append(time).append('\n');
    for (Map.Entry<String, String> repository : repositories.entrySet()) {
      text.append("repository ").append(repository.getKey()).append(' ');
      text.append(repository.getValue()).append('\n');
    }
    for (LockedPackage p : packages) {
      text.append(
          "%s %s %s %s %d %s %s %s\n"
              .formatted(
                  p.role() == LockedPackage.Role.IMAGE ? "package" : "tool",
                  p.name(),
                  p.version(),
                  p.architecture(),
                  p.size(),
                  p.sha256(),
                  p.repository(),
                  p.path()));
    }
    return text.toString();
  }
}
