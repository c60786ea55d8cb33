package dev.slipway.server.api;

import dev.slipway.queue.Build;
import dev.slipway.queue.live.Follower;
import dev.slipway.queue.live.Hub;
import dev.slipway.queue.live.StreamedEvent;
import dev.slipway.server.http.Ongoing;
import dev.slipway.server.http.Unavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * A build's events as server-sent events (HTML Living Standard, section 9.2) until the build is
 * over, which a last event named {@code end} says. Each follower has a virtual thread that waits.
 */
final class EventStream {
  private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

  /** A comment is sent so often where nothing happens, so that who is gone is noticed. */
  private static final Duration PAUSE = Duration.ofSeconds(15);

  /** How long is waited where the database cannot be used. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "event: end\ndata: {}\n\n".getBytes(StandardCharsets.US_ASCII);

  private final Hub hub;

  EventStream(Hub hub) {
    this.hub = hub;
  }

  /**
   * Streams events.
   *
   * @param after the number of the event after which they begin
   * @param kinds none for all
   */
  ServerResponse follow(Build build, long after, Set<String> kinds) {
    return ServerResponse.ok()
        .header("Content-Type", "text/event-stream; charset=utf-8")
        .header("Cache-Control", "no-store")
        .header("X-Accel-Buffering", "no")
        .build((plain, response) -> {
          Ongoing.begin(plain, response, new Telling(hub.follow(build.id(), after), kinds));
          return null;
        });
  }

  /** One follower's stream. */
  private record Telling(Follower follower, Set<String> kinds) implements Ongoing.Writing {
    @Override
    public void write(OutputStream out) throws IOException, InterruptedException {
      while (!follower.isAtEnd()) {
        List<StreamedEvent> events = next();
        for (StreamedEvent each : events) {
          if (kinds.isEmpty() || kinds.contains(each.event().kind())) {
            each.writeTo(out);
          }
        }
        if (events.isEmpty()) {
          out.write(follower.isAtEnd() ? END : STILL_HERE);
        }
        out.flush();
      }
    }

    /**
     * None also where the database cannot be used: whoever listens need not come again for that.
     */
    private List<StreamedEvent> next() throws InterruptedException {
      try {
        return follower.next(PAUSE);
      } catch (RuntimeException e) {
        if (!Unavailable.is(e)) {
          throw e;
        }
        LOG.debug("a follower waits for the database", e);
        Thread.sleep(AGAIN);
        return List.of();
      }
    }

    @Override
    public void close() {
      follower.close();
    }
  }
}
