package dev.slipway.server.page.overview;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Overview;
import dev.slipway.server.page.frame.Frame;
import dev.slipway.server.page.frame.Html;
import dev.slipway.server.page.frame.Visit;
import dev.slipway.server.page.frame.Visitors;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The newest image of each name, with its files. */
final class ImagesPage {
  private static final int PAGE = 30;

  private final Visitors visitors;
  private final Overview overview;
  private final Artifacts artifacts;
  private final Clock clock;

  ImagesPage(Visitors visitors, Overview overview, Artifacts artifacts, Clock clock) {
    this.visitors = visitors;
    this.overview = overview;
    this.artifacts = artifacts;
    this.clock = clock;
  }

  /** An image, and the disks of it. */
  record Image(Build build, List<Artifacts.Row> files) {}

  /**
   * A page of images.
   *
   * @param page counts from 1
   * @param hasMore whether there is another page
   */
  record View(
      Frame frame, String search, List<Image> images, long page, boolean hasMore, Instant now) {
    String path(long page) {
      String encoded = java.net.URLEncoder.encode(search, java.nio.charset.StandardCharsets.UTF_8);
      return "/images?page=" + page + "&name=" + encoded;
    }
  }

  RouterFunction<ServerResponse> routes() {
    return route().GET("/images", this::show).build();
  }

  private ServerResponse show(ServerRequest request) {
    Visit visit = visitors.of(request);
    String search = visit.parameter("name").orElse("");
    long page = Math.clamp(visit.number("page", 1), 1, 10_000);
    List<Build> found =
        overview.newestImages(visit.caller().projects(), search, (int) (page - 1) * PAGE, PAGE + 1);
    return Html.page(
        JteimagesGenerated::render,
        new View(
            visit.frame("Images", Frame.Section.IMAGES),
            search,
            found.stream().limit(PAGE).map(b -> new Image(b, disks(b))).toList(),
            page,
            found.size() > PAGE,
            clock.instant()));
  }

  private List<Artifacts.Row> disks(Build build) {
    return artifacts.of(build.id()).stream().filter(Artifacts.Row::isDisk).toList();
  }
}
