package dev.slipway.build.plan;

import dev.slipway.build.cache.Cache;
import dev.slipway.process.Event;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a running step works with.
 *
 * @param step the step
 * @param cache where needed results are
 * @param result the folder that takes what the step makes, empty at first; nobody else sees it
 *     before the step has ended well
 * @param scratch a folder for whatever goes when the step ends, on the result's file system
 * @param events takes progress, output and warnings
 */
public record Work(Step step, Cache cache, Path result, Path scratch, Event.Listener events) {
  /** The result of a step that this one needs. */
  public Path of(Step needed) throws IOException {
    if (!step.needs().contains(needed)) {
      throw new IllegalArgumentException(step.name() + " does not need " + needed.name());
    }
    cache.verify(needed.fingerprint());
    return cache
        .find(needed.fingerprint())
        .orElseThrow(() -> new IOException("the result of " + needed.name() + " has gone"));
  }

  /** Tells of a line that a program wrote. */
  public void output(String line) {
    events.on(new Event.Output(step.name(), line));
  }

  /** Tells how far the step has come. */
  public void progress(long done, long total, String unit) {
    events.on(new Event.Progress(step.name(), done, total, unit));
  }

  /** Tells of something that the user should know. */
  public void warn(String message) {
    events.on(new Event.Warning(step.name(), message));
  }
}
