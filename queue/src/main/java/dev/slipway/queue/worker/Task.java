package dev.slipway.queue.worker;

import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import java.nio.file.Path;

/** Does a job. */
public interface Task {
  /** Takes events of the job, as JSON objects on one line; see {@code EventJson}. */
  interface Events {
    /** Takes one; waits where too many are not stored yet. */
    void add(String kind, String body) throws InterruptedException;
  }

  /**
   * Does it, to its end.
   *
   * @param folder an empty folder, which is removed afterwards
   * @return how it ended; never null, and no fault of the job is thrown
   * @throws InterruptedException where the thread is interrupted; nothing of the job runs any more
   */
  Milestone.Ended run(ToWorker.Job job, Path folder, Events events) throws InterruptedException;
}
