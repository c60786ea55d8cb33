package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.log.BuildLog;
import dev.slipway.queue.store.Events;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.Problems;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** What happened to builds: as a stream that goes on, as pages, and as a log of lines. */
final class EventRoutes {
  private static final int PAGE = 1000;
  private static final List<String> KINDS =
      List.of(
          "queued",
          "assigned",
          "cancelling",
          "lost",
          "artifact",
          "ended",
          "published",
          "disposed",
          "planned",
          "started",
          "progress",
          "output",
          "warning",
          "finished",
          "failed");

  private final Access access;
  private final Events events;
  private final EventStream stream;

  EventRoutes(Access access, Events events, EventStream stream) {
    this.access = access;
    this.events = events;
    this.stream = stream;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .GET("/api/v1/builds/{id}/events", this::events)
        .GET("/api/v1/builds/{id}/log", this::log)
        .build();
  }

  private ServerResponse events(ServerRequest request) throws IOException, Refusal {
    MediaType wanted =
        ContentTypes.wanted(
            request,
            MediaType.TEXT_EVENT_STREAM,
            MediaType.APPLICATION_JSON,
            MediaType.APPLICATION_NDJSON);
    Query query = Query.of(request, "after", "limit", "kinds");
    Set<String> kinds = Set.copyOf(query.words("kinds", KINDS));
    long after = query.number("after", 0, Long.MAX_VALUE, 0);
    int limit = (int) query.number("limit", 1, PAGE, PAGE);
    Build build = access.visible(request);
    if (wanted.equals(MediaType.TEXT_EVENT_STREAM)) {
      return stream.follow(build, Math.max(after, lastSeen(request)), kinds);
    }
    List<BuildEvent> page = events.after(build.id(), after, kinds, limit);
    ServerResponse.BodyBuilder answer = ServerResponse.ok();
    String next = page.size() < limit ? "" : next(build, query, page.getLast().seq());
    if (!next.isEmpty()) {
      answer.header("Link", "<" + next + ">; rel=\"next\"");
    }
    return wanted.equals(MediaType.APPLICATION_JSON)
        ? Json.answer(answer, json(page, next))
        : lines(answer, page);
  }

  /** The number of the last event that a client has seen, as it says when it comes again. */
  private static long lastSeen(ServerRequest request) throws Refusal {
    String last = request.headers().firstHeader("Last-Event-ID");
    if (last == null || last.isEmpty()) {
      return 0;
    }
    if (!last.matches("[0-9]{1,18}")) {
      throw Problems.invalid("the header Last-Event-ID is no event's number");
    }
    return Long.parseLong(last);
  }

  private static String next(Build build, Query query, long last) {
    String same =
        List.of("limit", "kinds").stream()
            .filter(name -> query.text(name).isPresent())
            .map(name -> name + "=" + query.text(name).orElse("") + "&")
            .collect(Collectors.joining());
    return BuildView.path(build.id()) + "/events?" + same + "after=" + last;
  }

  /** The events' bodies are JSON already. */
  private static String json(List<BuildEvent> page, String next) {
    return page.stream()
        .map(BuildEvent::json)
        .collect(
            Collectors.joining(
                ",", "{\"events\":[", next.isEmpty() ? "]}" : "],\"next\":\"" + next + "\"}"));
  }

  private static ServerResponse lines(ServerResponse.BodyBuilder answer, List<BuildEvent> page) {
    String text = page.stream().map(e -> e.json() + "\n").collect(Collectors.joining());
    return answer
        .contentType(MediaType.APPLICATION_NDJSON)
        .build((_, response) -> {
          response.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
          return null;
        });
  }

  private ServerResponse log(ServerRequest request) throws IOException, Refusal {
    ContentTypes.wanted(request, MediaType.TEXT_PLAIN);
    Query query = Query.of(request, "step");
    long build = access.visible(request).id();
    return ServerResponse.ok()
        .header("Content-Type", "text/plain; charset=utf-8")
        .header("Cache-Control", "private, no-cache")
        .build((_, response) -> {
          Writer out = new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8);
          new BuildLog(events).said(build, query.text("step"), out);
          out.flush();
          return null;
        });
  }
}
