package dev.slipway.server.api;

import dev.slipway.definition.source.Quoted;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Callers;
import org.springframework.web.servlet.function.ServerRequest;

/** Which builds whoever asks may see, and which it may do something to. */
final class Access {
  private final Builds builds;
  private final Callers callers;

  Access(Builds builds, Callers callers) {
    this.builds = builds;
    this.callers = callers;
  }

  Caller caller(ServerRequest request) {
    return callers.of(request);
  }

  /** Whoever asks, where it may submit builds to a project. */
  Caller builder(ServerRequest request, String project) throws QueueException {
    Caller caller = callers.of(request);
    caller.mayWrite(project);
    return caller;
  }

  /** Whoever asks, where it may submit builds to some project. */
  Caller builder(ServerRequest request) throws QueueException {
    Caller caller = callers.of(request);
    caller.requires(Caller.Role.BUILDER);
    return caller;
  }

  /** The build that a request's path names, where its caller may see it. */
  Build visible(ServerRequest request) throws QueueException {
    return visible(request, "id");
  }

  /** The same of a variable of the path. */
  Build visible(ServerRequest request, String variable) throws QueueException {
    String id = request.pathVariable(variable);
    if (id.matches("[0-9]{1,18}")) {
      return builds
          .get(Long.parseLong(id))
          .filter(b -> callers.of(request).sees(b.request().project()))
          .orElseThrow(() -> unknown(id));
    }
    throw unknown(id);
  }

  private static QueueException unknown(String id) {
    return new QueueException(Code.UNKNOWN, "there is no build " + Quoted.of(id));
  }

  /** The build that a request's path names, where its caller may do something to it. */
  Build changeable(ServerRequest request) throws QueueException {
    Build build = visible(request);
    builder(request, build.request().project());
    return build;
  }
}
