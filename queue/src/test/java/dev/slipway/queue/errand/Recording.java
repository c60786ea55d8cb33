package dev.slipway.queue.errand;

import dev.slipway.queue.store.Errand;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;

/** A duty that tells what it does. */
final class Recording implements Duty {
  /** Does it. */
  interface Work {
    void on(Errand errand) throws IOException, InterruptedException;
  }

  private final BlockingQueue<String> happened = new LinkedBlockingQueue<>();
  private final Work work;
  private final Pace pace;

  Recording(Work work) {
    this(
        work, new Pace(List.of(Duration.ofMinutes(1), Duration.ofMinutes(5)), Duration.ofHours(1)));
  }

  Recording(Work work, Pace pace) {
    this.work = work;
    this.pace = pace;
  }

  @Override
  public String kind() {
    return "test";
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public int width() {
    return 4;
  }

  @Override
  public void perform(Errand errand) throws IOException, InterruptedException {
    happened.add("begun " + errand.subject());
    work.on(errand);
  }

  @Override
  public void ended(Handle handle, Errand errand, Optional<String> error, Instant now) {
    happened.add(error.map(e -> "failed: " + e).orElse("done"));
  }

  /** The next that happened; fails where nothing does. */
  String next() throws InterruptedException {
    String next = happened.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing happened for 30 s");
    }
    return next;
  }

  boolean isQuiet() {
    return happened.isEmpty();
  }
}
