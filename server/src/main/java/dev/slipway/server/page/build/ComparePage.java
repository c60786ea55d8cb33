package dev.slipway.server.page.build;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.BuildFilter;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.compare.Comparison;
import dev.slipway.server.compare.Comparisons;
import dev.slipway.server.http.Problems;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What differs between two builds. */
final class ComparePage {
  /** How many builds are offered. */
  private static final int OFFERED = 30;

  private final Visitors visitors;
  private final Builds builds;
  private final VisibleBuilds visible;
  private final Comparisons comparisons;
  private final Clock clock;

  ComparePage(Visitors visitors, Builds builds, Comparisons comparisons, Clock clock) {
    this.visitors = visitors;
    this.builds = builds;
    this.visible = new VisibleBuilds(builds);
    this.comparisons = comparisons;
    this.clock = clock;
  }

  /** Two builds, and what differs from the first to the second. */
  record Compared(Build from, Build to, Comparison comparison) {
    List<Build> both() {
      return List.of(from, to);
    }

    List<ComparedRow> sizes() {
      return ComparedRow.sizes(comparison);
    }

    List<ComparedRow> times() {
      return ComparedRow.times(comparison);
    }
  }

  /**
   * The page.
   *
   * @param from the first build's number, as it was asked for; empty where none was
   * @param to the second's
   * @param offered builds that one may want to choose
   * @param fault what was wrong with what was asked for
   */
  record View(
      Frame frame,
      String from,
      String to,
      List<Build> offered,
      Optional<Compared> compared,
      Optional<String> fault,
      Instant now) {}

  RouterFunction<ServerResponse> routes() {
    return route().GET("/builds/compare", this::show).build();
  }

  private ServerResponse show(ServerRequest request) throws IOException {
    Visit visit = visitors.of(request);
    String from = "";
    String to = "";
    try {
      // Ticked in the list, the newest comes first.
      List<String> ticked = request.params().getOrDefault("build", List.of());
      if (ticked.size() > 2) {
        throw wrong("Tick two builds in the list; " + ticked.size() + " were ticked.");
      }
      from = ticked.size() == 2 ? ticked.getLast() : visit.parameter("from").orElse("");
      to = ticked.isEmpty() ? visit.parameter("to").orElse("") : ticked.getFirst();
      if (to.isEmpty()) {
        return page(HttpStatus.OK, visit, from, to, Optional.empty(), Optional.empty());
      }
      Build second = visible.of(visit, to);
      Build first = from.isEmpty() ? before(visit, second) : visible.of(visit, from);
      Comparison found = comparisons.of(first.id(), second.id());
      Compared compared = new Compared(first, second, found);
      from = String.valueOf(first.id());
      return page(HttpStatus.OK, visit, from, to, Optional.of(compared), Optional.empty());
    } catch (QueueException e) {
      HttpStatus status = Problems.problem(e).status();
      Optional<String> fault = Optional.ofNullable(e.getMessage());
      return page(status, visit, from, to, Optional.empty(), fault);
    }
  }

  /** What somebody most likely wants to compare a build with: the last that worked before it. */
  private Build before(Visit visit, Build build) throws QueueException {
    return images(visit, build, Optional.of(BuildState.SUCCEEDED), Optional.of(build.id())).stream()
        .filter(b -> b.request().project().equals(build.request().project()))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                "No earlier build of %s has succeeded; choose what to compare build %d with."
                    .formatted(build.request().name(), build.id())));
  }

  private List<Build> images(
      Visit visit, Build like, Optional<BuildState> state, Optional<Long> before) {
    return builds.page(
        new BuildFilter(
            visit.caller().projects(),
            state,
            Optional.of(like.request().architecture().debianName()),
            Optional.of(like.request().name()),
            Optional.empty(),
            before,
            OFFERED));
  }

  private static QueueException wrong(String message) {
    return new QueueException(QueueException.Code.INVALID, message);
  }

  private ServerResponse page(
      HttpStatus status,
      Visit visit,
      String from,
      String to,
      Optional<Compared> compared,
      Optional<String> fault) {
    List<Build> offered =
        compared.isPresent()
            ? images(visit, compared.get().to(), Optional.empty(), Optional.empty())
            : builds.page(BuildFilter.newest(OFFERED).in(visit.caller().projects()));
    Frame frame = visit.frame("Compare builds", Frame.Section.BUILDS);
    return Html.page(
        status,
        JtecompareGenerated::render,
        new View(frame, from, to, offered, compared, fault, clock.instant()));
  }
}
