package dev.slipway.build.debian;

import dev.slipway.build.BuildException;
import dev.slipway.build.lock.Lock;
import dev.slipway.build.lock.LockedPackage;
import dev.slipway.build.lock.LockedPackage.Role;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds out, with apt, exactly which packages an image needs.
 *
 * @param folder where apt's lists are kept between runs
 * @param proxies the variables http_proxy, https_proxy and no_proxy, where they are set
 */
public record Resolver(Path folder, Map<String, String> proxies, Clock clock) {
  /**
   * Resolves.
   *
   * @param inputs a digest of what is asked for, kept in the lock
   */
  public Lock resolve(
      String architecture,
      List<Repository> repositories,
      List<String> forImage,
      List<String> asTools,
      String inputs,
      Consumer<String> onLine)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    // apt refuses to work in a root that another one works in; we wait for it.
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      AptRoot apt = new AptRoot(folder, architecture, repositories, proxies);
      apt.update(onLine);
      Lock lock = resolve(apt, architecture, repositories, forImage, asTools, inputs);
      return new FirstResolved(folder.resolve("resolved")).first(lock);
    }
  }

  private Lock resolve(
      AptRoot apt,
      String architecture,
      List<Repository> repositories,
      List<String> forImage,
      List<String> asTools,
      String inputs)
      throws IOException, InterruptedException {
    Map<String, String> image = apt.closure(forImage);
    if (image.isEmpty()) {
      throw new BuildException(
          BuildException.Code.PACKAGES, "the repositories have no packages for " + architecture);
    }
    Map<String, String> all = new LinkedHashMap<>();
    if (!asTools.isEmpty()) {
      List<String> both = new ArrayList<>(forImage);
      both.addAll(asTools);
      all.putAll(apt.closure(both));
    }
    all.putAll(image);
    List<LockedPackage> packages = new ArrayList<>();
    for (Map<String, String> each : apt.records(all)) {
      Role role = image.containsKey(each.get("Package")) ? Role.IMAGE : Role.TOOL;
      packages.add(locked(each, role, apt.repositoryOf(each)));
    }
    packages.sort(Comparator.comparing(LockedPackage::role).thenComparing(LockedPackage::name));
    TreeMap<String, String> urls = new TreeMap<>();
    repositories.forEach(r -> urls.put(r.name(), r.url()));
    return new Lock(
        architecture, inputs, clock.instant().truncatedTo(ChronoUnit.SECONDS), urls, packages);
  }

  private static LockedPackage locked(Map<String, String> record, Role role, String repository)
      throws BuildException {
    String sha256 = record.get("SHA256");
    String size = record.get("Size");
    String path = record.get("Filename");
    if (sha256 == null || size == null || path == null || path.contains(" ")) {
      throw new BuildException(
          BuildException.Code.PACKAGES,
          "the list's record of " + record.get("Package") + " has no SHA256, Size or Filename");
    }
    return new LockedPackage(
        record.getOrDefault("Package", ""),
        record.getOrDefault("Version", ""),
        record.getOrDefault("Architecture", ""),
        role,
        Long.parseLong(size),
        sha256,
        repository,
        path);
  }
}
