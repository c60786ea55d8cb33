package dev.slipway.server.page.build;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.store.BuildFilter;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The list of builds, the newest first. */
final class BuildList {
  private static final int PAGE = 50;

  private final Visitors visitors;
  private final Builds builds;
  private final Clock clock;

  BuildList(Visitors visitors, Builds builds, Clock clock) {
    this.visitors = visitors;
    this.builds = builds;
    this.clock = clock;
  }

  /**
   * A page of the list.
   *
   * @param filter what was asked for, by the names of the form's fields; none is blank
   * @param builds at most a page
   * @param hasMore whether there are older ones
   * @param isFirst whether there are no newer ones
   */
  record View(
      Frame frame,
      Map<String, String> filter,
      List<Build> builds,
      boolean hasMore,
      boolean isFirst,
      Instant now) {
    String value(String field) {
      return filter.getOrDefault(field, "");
    }

    /** This list's address, with its filter. */
    String path() {
      return "/builds" + query("?");
    }

    String olderPath() {
      return "/builds?before=" + builds.getLast().id() + query("&");
    }

    private String query(String first) {
      return filter.isEmpty()
          ? ""
          : first
              + filter.entrySet().stream()
                  .map(e -> e.getKey() + "=" + LogView.encoded(e.getValue()))
                  .collect(Collectors.joining("&"));
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route().GET("/builds", this::list).build();
  }

  private ServerResponse list(ServerRequest request) {
    Visit visit = visitors.of(request);
    Map<String, String> filter = new LinkedHashMap<>();
    for (String field : List.of("state", "arch", "name", "by")) {
      visit.parameter(field).ifPresent(value -> filter.put(field, value));
    }
    Optional<Long> before = Optional.of(visit.number("before", 0)).filter(b -> b > 0);
    List<Build> found =
        builds.page(
            new BuildFilter(
                visit.caller().projects(),
                Optional.ofNullable(filter.get("state")).flatMap(BuildState::of),
                Optional.ofNullable(filter.get("arch")),
                Optional.ofNullable(filter.get("name")),
                Optional.ofNullable(filter.get("by")),
                before,
                PAGE + 1));
    return Html.page(
        JtelistGenerated::render,
        new View(
            visit.frame("Builds", Frame.Section.BUILDS).reloading(15),
            filter,
            found.stream().limit(PAGE).toList(),
            found.size() > PAGE,
            before.isEmpty(),
            clock.instant()));
  }
}
