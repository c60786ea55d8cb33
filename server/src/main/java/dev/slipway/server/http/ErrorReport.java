package dev.slipway.server.http;

import java.io.IOException;
import java.util.function.Function;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Tells as problems too what goes wrong before a route has the request: an address that cannot be,
 * headers that are too large, what the firewall refuses. Tomcat makes one by its class's name.
 */
public final class ErrorReport extends ErrorReportValve {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorReport.class);

  @Override
  protected void report(Request request, Response response, @Nullable Throwable fault) {
    String path = request.getRequestURI();
    answer(
        response,
        "application/problem+json",
        status -> Problems.of(status).body(path == null ? "" : path));
  }

  /** Answers what was to be an error's page, where nothing is answered yet. */
  public static void answer(Response response, String type, Function<HttpStatus, byte[]> text) {
    int code = response.getStatus();
    if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
      return;
    }
    HttpStatus known = HttpStatus.resolve(code);
    HttpStatus status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
    byte[] body = text.apply(status);
    try {
      response.setContentType(type);
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
      response.finishResponse();
    } catch (IOException | IllegalStateException e) {
      LOG.debug("nobody hears that status {} was", status, e);
    }
  }
}
