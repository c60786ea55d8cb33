package dev.slipway.release.source;

import dev.slipway.definition.Diagnostic;
import dev.slipway.definition.Position;
import dev.slipway.definition.source.Located;
import dev.slipway.definition.source.Nearest;
import dev.slipway.definition.source.Problems;
import dev.slipway.release.directory.ReleaseDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that names of packages are those of packages, and that none needs itself. */
final class References {
  private final ReleaseDirectory directory;
  private final Map<String, PackageSource> packages = new LinkedHashMap<>();
  private final List<Diagnostic> found = new ArrayList<>();
  private final Set<String> done = new HashSet<>();

  private References(ReleaseDirectory directory) {
    this.directory = directory;
  }

  static List<Diagnostic> check(
      ReleaseDirectory directory, List<JobSource> jobs, List<PackageSource> packages) {
    References references = new References(directory);
    packages.forEach(p -> references.packages.put(p.name(), p));
    for (JobSource job : jobs) {
      Path spec = directory.jobs().resolve(job.name()).resolve("spec");
      references.known(spec, job.spec().packages(), "job `" + job.name() + "`");
    }
    for (PackageSource one : packages) {
      references.known(references.spec(one), one.dependencies(), "package `" + one.name() + "`");
    }
    packages.forEach(p -> references.follow(p, new ArrayList<>()));
    return references.found;
  }

  private Path spec(PackageSource one) {
    String file = one.vendored().isPresent() ? "spec.lock" : "spec";
    return directory.packages().resolve(one.name()).resolve(file);
  }

  private void known(Path spec, List<Located<String>> names, String who) {
    Problems problems = ReleaseSource.problems(directory, spec);
    for (Located<String> each : names) {
      if (!packages.containsKey(each.value())) {
        problems.error(
            each.at(),
            who
                + " needs the package `"
                + each.value()
                + "`, which there is not"
                + Nearest.hint(each.value(), packages.keySet()));
      }
    }
    problems.repeated(names, n -> n, "the package");
    found.addAll(problems.list());
  }

  /** Goes along the dependencies; a package that is on the way already closes a circle. */
  private void follow(PackageSource one, List<String> way) {
    int begin = way.indexOf(one.name());
    if (begin >= 0) {
      List<String> circle = new ArrayList<>(way.subList(begin, way.size()));
      circle.add(one.name());
      Problems problems = ReleaseSource.problems(directory, spec(one));
      problems.error(
          one.dependencies().stream().findFirst().map(Located::at).orElse(Position.WHOLE_FILE),
          "packages need each other in a circle: "
              + String.join(" → ", circle)
              + "; take one of these dependencies out");
      found.addAll(problems.list());
      return;
    }
    if (!done.add(one.name())) {
      return;
    }
    way.add(one.name());
    for (String name : one.dependencyNames()) {
      PackageSource next = packages.get(name);
      if (next != null) {
        follow(next, way);
      }
    }
    way.removeLast();
  }
}
