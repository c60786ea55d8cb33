package dev.slipway.server.api;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.dispatch.BuildService;
import dev.slipway.queue.source.Submission;
import dev.slipway.queue.source.Submissions;
import dev.slipway.server.http.ContentTypes;
import dev.slipway.server.http.Json;
import dev.slipway.server.http.JsonBody;
import dev.slipway.server.http.Query;
import dev.slipway.server.http.Refusal;
import dev.slipway.server.security.Audit;
import dev.slipway.server.security.Caller;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Definitions are uploaded, and builds of them submitted. */
final class SubmitRoutes {
  private static final String DEFAULT_PROJECT = "default";
  private static final MediaType[] ARCHIVES = {
    MediaType.valueOf("application/x-tar"),
    MediaType.APPLICATION_OCTET_STREAM,
    MediaType.valueOf("application/gzip"),
    MediaType.valueOf("application/zstd"),
    MediaType.valueOf("application/zip")
  };

  private final Access access;
  private final Submissions submissions;
  private final BuildService service;
  private final Repeatable repeatable;
  private final Audit audit;
  private final Clock clock;

  SubmitRoutes(
      Access access,
      Submissions submissions,
      BuildService service,
      Repeatable repeatable,
      Audit audit,
      Clock clock) {
    this.access = access;
    this.submissions = submissions;
    this.service = service;
    this.repeatable = repeatable;
    this.audit = audit;
    this.clock = clock;
  }

  RouterFunction<ServerResponse> routes() {
    return route()
        .POST("/api/v1/sources", this::upload)
        .POST("/api/v1/builds", this::submit)
        .build()
        .filter(ContentTypes.json());
  }

  private ServerResponse upload(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    access.builder(request);
    if (request.headers().firstHeader("Content-Type") != null) {
      ContentTypes.require(request, ARCHIVES);
    }
    return Json.of(
        HttpStatus.CREATED, submissions.upload(request.servletRequest().getInputStream()));
  }

  private ServerResponse submit(ServerRequest request) throws IOException, Refusal {
    Query.of(request);
    byte[] body = JsonBody.bytes(request);
    Submission submission = JsonBody.read(body, Submission.class);
    String project = submission.project() == null ? DEFAULT_PROJECT : submission.project();
    Caller caller = access.builder(request, project);
    return repeatable.answer(
        request,
        caller.account(),
        body,
        storing -> {
          List<BuildRequest> requests = submissions.requests(submission, caller.account());
          AtomicReference<String> answer = new AtomicReference<>("");
          List<Build> added =
              service.submit(
                  requests,
                  (handle, builds) -> {
                    answer.set(Json.text(submitted(builds)));
                    storing.store(handle, answer.get());
                  });
          added.forEach(
              b -> audit.note(caller, "build submitted", String.valueOf(b.id()), b.imageName()));
          return answer.get();
        });
  }

  private BuildView.Submitted submitted(List<Build> builds) {
    return new BuildView.Submitted(
        builds.stream().map(b -> BuildView.of(b, clock.instant())).toList());
  }
}
