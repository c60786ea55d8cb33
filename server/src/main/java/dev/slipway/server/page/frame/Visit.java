package dev.slipway.server.page.frame;

import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.SessionRow;
import dev.slipway.server.security.Caller;
import dev.slipway.server.security.Csrf;
import java.util.Optional;
import org.springframework.web.servlet.function.ServerRequest;

/** Somebody's request for a page. */
public record Visit(ServerRequest request, Caller caller) {
  /** What is around the page that is the answer. */
  public Frame frame(String title, Frame.Section section) {
    return new Frame(title, section, Optional.of(caller), csrf(request), 0);
  }

  /** A parameter without blanks around it; empty where it is missing or blank. */
  public Optional<String> parameter(String name) {
    return request.param(name).map(String::strip).filter(p -> !p.isEmpty());
  }

  /** A parameter that is a number, from 0; where it is none, what is usual. */
  public long number(String name, long usual) {
    return parameter(name).filter(p -> p.matches("[0-9]{1,18}")).map(Long::parseLong).orElse(usual);
  }

  /**
   * Goes on only where the caller has at least a role.
   *
   * @throws QueueException where it has not
   */
  public Visit as(Caller.Role least) throws QueueException {
    caller.requires(least);
    return this;
  }

  /** What goes with the forms of a session, so that no other site can send them. */
  static String csrf(ServerRequest request) {
    return Csrf.session(request).map(SessionRow::csrf).orElse("");
  }
}
