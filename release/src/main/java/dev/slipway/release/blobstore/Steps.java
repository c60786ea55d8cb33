package dev.slipway.release.blobstore;

import dev.slipway.process.Event;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Tells of the beginning and the end of what takes some time. */
public record Steps(InstantSource clock, Event.Listener listener) {
  /** Something that takes some time. */
  public interface Work {
    void run() throws IOException, InterruptedException;
  }

  /** Does it. */
  public void run(String step, String title, Work work) throws IOException, InterruptedException {
    Instant began = clock.instant();
    listener.on(new Event.Started(step, title));
    try {
      work.run();
    } catch (IOException e) {
      listener.on(new Event.Failed(step, String.valueOf(e.getMessage())));
      throw e;
    }
    Duration took = Duration.between(began, clock.instant());
    listener.on(new Event.Finished(step, Event.Outcome.DONE, took));
  }
}
