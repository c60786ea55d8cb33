package dev.slipway.server.http;

import dev.slipway.queue.QueueException;
import java.util.UUID;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.apache.tomcat.util.http.fileupload.FileUploadException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Has every fault of a route end as a problem: nobody outside sees a stack trace. */
public final class Guard implements HandlerFilterFunction<ServerResponse, ServerResponse> {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

  /** A guard. */
  public Guard() {}

  @Override
  public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) {
    try {
      return next.handle(request);
    } catch (Refusal e) {
      return e.problem().answer();
    } catch (QueueException e) {
      return Problems.of(e);
    } catch (MaxUploadSizeExceededException e) {
      return Problems.of(HttpStatus.CONTENT_TOO_LARGE, "the upload is too large");
    } catch (MultipartException | InvalidParameterException | FileUploadException e) {
      return Problems.of(HttpStatus.BAD_REQUEST, "the body is not a whole form");
    } catch (BadRequestException e) {
      return Problems.of(HttpStatus.BAD_REQUEST, "the body did not come whole");
    } catch (Exception e) {
      return unexpected(request, e);
    }
  }

  private static ServerResponse unexpected(ServerRequest request, Exception fault) {
    if (Unavailable.is(fault)) {
      String what = request.method() + " " + request.path() + " is answered with 503";
      Unavailable.tell(LOG, what, fault);
      return Unavailable.PROBLEM.answer();
    }
    UUID id = UUID.randomUUID();
    LOG.error("{} {} failed; told as {}", request.method(), request.path(), id, fault);
    return new Problem(
            "unexpected",
            HttpStatus.INTERNAL_SERVER_ERROR,
            "this should not have happened; the server's log has more on it: look for " + id)
        .answer();
  }
}
