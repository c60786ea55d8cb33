package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.definition.Architecture;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.store.BuildFilter;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Steps;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Caller;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Builds are listed and shown. */
final class BuildRoutes {
  private static final List<String> STATES =
      Arrays.stream(BuildState.values()).map(BuildState::word).toList();
  private static final List<String> ARCHITECTURES =
      Arrays.stream(Architecture.values()).map(Architecture::debianName).toList();
  private static final int PAGE = 50;
  private static final int MOST = 200;
  private static final String[] FILTERS = {
    "state", "architecture", "name", "project", "submittedBy", "before", "limit"
  };

  private final Access access;
  private final Builds builds;
  private final Steps steps;
  private final Clock clock;

  BuildRoutes(Access access, Builds builds, Steps steps, Clock clock) {
    this.access = access;
    this.builds = builds;
    this.steps = steps;
    this.clock = clock;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/builds", this::list)
        .GET("/api/v1/builds/{id}", this::show)
        .GET("/api/v1/builds/{id}/steps", this::steps)
        .build()
        .filter(ContentTypes.json());
  }

  private ServerResponse list(ServerRequest request) throws Refusal {
    Query query = Query.of(request, FILTERS);
    int limit = (int) query.number("limit", 1, MOST, PAGE);
    // One more, to know whether there are more.
    List<Build> found = builds.page(filter(query, access.caller(request), limit + 1));
    List<Build> page = found.subList(0, Math.min(limit, found.size()));
    Optional<String> next =
        found.size() > limit ? Optional.of(next(query, page.getLast().id())) : Optional.empty();
    ServerResponse.BodyBuilder answer = ServerResponse.ok();
    next.ifPresent(url -> answer.header("Link", "<" + url + ">; rel=\"next\""));
    return Json.answer(
        answer,
        Json.text(
            new BuildView.Page(
                page.stream().map(b -> BuildView.of(b, clock.instant())).toList(), next)));
  }

  private static BuildFilter filter(Query query, Caller caller, int limit) throws Refusal {
    Optional<Set<String>> projects =
        query.text("project").isPresent()
            ? query
                .text("project")
                .filter(caller::sees)
                .map(Set::of)
                .or(() -> Optional.of(Set.of()))
            : caller.projects();
    long before = query.number("before", 1, Long.MAX_VALUE, Long.MAX_VALUE);
    return new BuildFilter(
        projects,
        query.word("state", STATES).flatMap(BuildState::of),
        query.word("architecture", ARCHITECTURES),
        query.text("name"),
        query.text("submittedBy"),
        Optional.of(before).filter(b -> b != Long.MAX_VALUE),
        limit);
  }

  /** The address of the next page: the same filters, and where to go on. */
  private static String next(Query query, long before) {
    String same =
        Arrays.stream(FILTERS)
            .filter(f -> !f.equals("before"))
            .filter(f -> query.text(f).isPresent())
            .map(f ->
                f + "=" + URLEncoder.encode(query.text(f).orElse(""), StandardCharsets.UTF_8) + "&")
            .collect(Collectors.joining());
    return "/api/v1/builds?" + same + "before=" + before;
  }

  private ServerResponse show(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Build build = access.visible(request);
    Optional<Long> position =
        build.state() == BuildState.QUEUED ? Optional.of(builds.position(build)) : Optional.empty();
    String tag =
        "W/\"%s-%d-%s%s-%d\""
            .formatted(
                build.state().word(),
                build.lastEvent(),
                build.kept() ? "k" : "",
                build.disposed() ? "d" : "",
                position.orElse(0L));
    if (Tags.match(request, tag)) {
      return ServerResponse.status(HttpStatus.NOT_MODIFIED).header("ETag", tag).build();
    }
    return Json.answer(
        ServerResponse.ok().header("ETag", tag).header("Cache-Control", "private, no-cache"),
        Json.text(BuildView.of(build, clock.instant(), position)));
  }

  private ServerResponse steps(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    Build build = access.visible(request);
    return Json.ok(new StepView.All(steps.of(build.id()).stream().map(StepView::of).toList()));
  }
}
