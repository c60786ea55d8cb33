package dev.slipway.server.api;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A build as the API shows it.
 *
 * @param formats in place of the definition's, where there are any
 * @param parameters their names; nobody gets to see their values again
 * @param position in the queue of its architecture, from 1; only of a build by itself
 * @param seconds how long it ran, or has run by now
 */
record BuildView(
    long id,
    String project,
    String name,
    String version,
    String image,
    String architecture,
    String state,
    int priority,
    int attempt,
    Optional<String> worker,
    String submittedBy,
    Instant submitted,
    Instant queued,
    Optional<Instant> started,
    Optional<Instant> ended,
    Optional<Double> seconds,
    Optional<Long> position,
    Optional<String> reason,
    Optional<String> failedStep,
    boolean cancelling,
    boolean kept,
    boolean disposed,
    SourceView source,
    List<String> formats,
    List<String> parameters,
    boolean test,
    long lastEvent,
    Links links) {
  /** Where its source came from. */
  record SourceView(String sha256, long size, String origin) {}

  /** Addresses of what belongs to it; the page is for people. */
  record Links(
      String self, String steps, String events, String log, String artifacts, String page) {
    static Links of(long id) {
      String self = path(id);
      return new Links(
          self,
          self + "/steps",
          self + "/events",
          self + "/log",
          self + "/artifacts",
          "/builds/" + id);
    }
  }

  /** Builds that a submission has become. */
  record Submitted(List<BuildView> builds) {}

  /** A page of builds, the newest first. */
  record Page(List<BuildView> builds, Optional<String> next) {}

  static String path(long id) {
    return "/api/v1/builds/" + id;
  }

  static BuildView of(Build build, Instant now) {
    return of(build, now, Optional.empty());
  }

  static BuildView of(Build build, Instant now, Optional<Long> position) {
    BuildRequest asked = build.request();
    BuildRequest.Source source = asked.source();
    return new BuildView(
        build.id(),
        asked.project(),
        asked.name(),
        asked.version(),
        build.imageName(),
        asked.architecture().debianName(),
        build.state().word(),
        asked.priority(),
        build.attempt(),
        build.worker(),
        asked.submittedBy(),
        build.submitted(),
        build.queued(),
        build.started(),
        build.ended(),
        build.took(now).map(t -> t.toMillis() / 1000.0),
        position,
        build.reason(),
        build.failedStep(),
        build.cancelling(),
        build.kept(),
        build.disposed(),
        new SourceView(source.sha256(), source.size(), source.origin()),
        asked.options().formats(),
        new ArrayList<>(asked.options().parameters().keySet()),
        asked.options().test(),
        build.lastEvent(),
        Links.of(build.id()));
  }
}
