package dev.slipway.server.page.frame;

import dev.slipway.queue.QueueException;
import dev.slipway.server.http.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A page that says why there is no other.
 *
 * @param title in a few words
 * @param message what is wrong and what to do
 */
public record Problem(Frame frame, String title, String message) {
  /** The page of a fault of what was asked. */
  public static ServerResponse of(QueueException fault, Frame frame) {
    HttpStatus status = Problems.problem(fault).status();
    return of(status, status.getReasonPhrase(), String.valueOf(fault.getMessage()), frame);
  }

  /** A page with a status. */
  public static ServerResponse of(HttpStatus status, String title, String message, Frame frame) {
    return Html.page(status, JteproblemGenerated::render, new Problem(frame, title, message));
  }
}
