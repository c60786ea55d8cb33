package dev.slipway.server.servicebroker;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * An answer that has its request's identity: an answer's own headers cannot be changed when it is
 * made.
 */
record Echo(ServerResponse answer, String identity) implements ServerResponse {
  @Override
  public HttpStatusCode statusCode() {
    return answer.statusCode();
  }

  @Override
  public HttpHeaders headers() {
    return answer.headers();
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return answer.cookies();
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context)
      throws ServletException, IOException {
    response.setHeader(Gate.REQUEST_IDENTITY, identity);
    return answer.writeTo(request, response, context);
  }
}
