package dev.slipway.server.page.build;

import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.store.Builds;
import dev.slipway.server.page.frame.Visit;
import java.util.Optional;

/** The builds that visitors may see. */
record VisibleBuilds(Builds builds) {
  /** The build that a visit's path names. */
  Build of(Visit visit) throws QueueException {
    return of(visit, visit.request().pathVariable("id"));
  }

  /** The build of a number. */
  Build of(Visit visit, String id) throws QueueException {
    return Optional.of(id)
        .filter(i -> i.matches("[0-9]{1,18}"))
        .flatMap(i -> builds.get(Long.parseLong(i)))
        .filter(b -> visit.caller().sees(b.request().project()))
        .orElseThrow(() ->
            new QueueException(
                QueueException.Code.UNKNOWN,
                "There is no build " + id + ", or it is in a project that you may not see."));
  }
}
