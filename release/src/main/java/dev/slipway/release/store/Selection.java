package dev.slipway.release.store;

import dev.slipway.definition.source.Nearest;
import dev.slipway.release.ReleaseException;
import dev.slipway.release.ReleaseException.Code;
import dev.slipway.release.manifest.Part;
import dev.slipway.release.manifest.Part.Kind;
import dev.slipway.release.manifest.ReleaseManifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a release is exported.
 *
 * @param jobs names of jobs, with all that they need; all jobs and packages where there is none
 * @param stemcell for what packages have to be compiled: {@code ubuntu-jammy/1.200}; as sources
 *     where there is none
 */
public record Selection(List<String> jobs, Optional<String> stemcell) {
  public Selection {
    jobs = List.copyOf(jobs);
  }

  /**
   * The {@code release.MF} of what is exported.
   *
   * @throws ReleaseException with {@link Code#UNKNOWN} where a job is not there, or a package is
   *     not compiled
   */
  ReleaseManifest of(StoredRelease release) throws ReleaseException {
    List<Part> chosen = new ArrayList<>(jobs(release));
    Set<String> needed = packages(release, chosen);
    List<String> missing = new ArrayList<>();
    for (String name : needed) {
      Optional<Part> part = onePackage(release, name);
      part.ifPresentOrElse(chosen::add, () -> missing.add(name));
    }
    if (!missing.isEmpty()) {
      throw new ReleaseException(Code.UNKNOWN, missing(release, missing));
    }
    chosen.addAll(release.parts(Kind.LICENSE));
    return release.manifest(chosen);
  }

  private String missing(StoredRelease release, List<String> missing) {
    String names = String.join(", ", missing);
    if (stemcell.isEmpty()) {
      return release.title()
          + " has no sources of "
          + names
          + "; it is compiled for "
          + String.join(", ", release.stemcells());
    }
    return release.title()
        + " is not compiled for "
        + stemcell.get()
        + ": "
        + names
        + "; compile it with `slipway release compile` and upload the result"
        + (release.stemcells().isEmpty()
            ? ""
            : "; it is compiled for " + String.join(", ", release.stemcells()));
  }

  private List<Part> jobs(StoredRelease release) throws ReleaseException {
    List<Part> all = release.parts(Kind.JOB);
    if (jobs.isEmpty()) {
      return all;
    }
    List<String> names = all.stream().map(Part::name).toList();
    for (String each : jobs) {
      if (!names.contains(each)) {
        throw new ReleaseException(
            Code.UNKNOWN, release.title() + " has no job " + each + Nearest.hint(each, names));
      }
    }
    return all.stream().filter(p -> jobs.contains(p.name())).toList();
  }

  /** The names of all packages that the jobs need, at run time and to compile those. */
  private Set<String> packages(StoredRelease release, Collection<Part> chosen) {
    Map<String, List<String>> needs = new HashMap<>();
    Set<String> all = new LinkedHashSet<>();
    for (Kind kind : List.of(Kind.PACKAGE, Kind.COMPILED)) {
      for (Part each : release.parts(kind)) {
        needs.putIfAbsent(each.name(), each.needs());
        all.add(each.name());
      }
    }
    if (jobs.isEmpty()) {
      return all;
    }
    Set<String> found = new LinkedHashSet<>();
    Deque<String> left = new ArrayDeque<>();
    chosen.forEach(job -> left.addAll(job.needs()));
    while (!left.isEmpty()) {
      String name = left.remove();
      if (found.add(name)) {
        left.addAll(needs.getOrDefault(name, List.of()));
      }
    }
    all.retainAll(found);
    return all;
  }

  private Optional<Part> onePackage(StoredRelease release, String name) {
    if (stemcell.isEmpty()) {
      return find(release, Kind.PACKAGE, name, p -> true);
    }
    Optional<Part> exact =
        find(release, Kind.COMPILED, name, p -> p.stemcell().equals(stemcell.get()));
    // What cannot be compiled anew may be of another minor version of the same system.
    boolean compiledOnly = release.parts(Kind.PACKAGE).isEmpty();
    return exact.isPresent() || !compiledOnly
        ? exact
        : find(
            release, Kind.COMPILED, name, p -> major(p.stemcell()).equals(major(stemcell.get())));
  }

  private static Optional<Part> find(
      StoredRelease release, Kind kind, String name, Predicate<Part> wanted) {
    return release.parts(kind).stream()
        .filter(p -> p.name().equals(name))
        .filter(wanted)
        .findFirst();
  }

  private static String major(String stemcell) {
    int slash = stemcell.lastIndexOf('/');
    int dot = stemcell.indexOf('.', slash + 1);
    return dot < 0 ? stemcell : stemcell.substring(0, dot);
  }
}
