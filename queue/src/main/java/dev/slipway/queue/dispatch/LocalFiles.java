package dev.slipway.queue.dispatch;

import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.BuildFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** For a worker in the server's own process: files change hands without being sent. */
public final class LocalFiles implements BuildFiles {
  private final Deliveries deliveries;

  /** Files that go to where deliveries go. */
  public LocalFiles(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  @Override
  public void source(ToWorker.Job job, Path to) throws IOException {
    try (InputStream tar = deliveries.open(deliveries.source(lease(job)))) {
      Files.copy(tar, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void artifact(ToWorker.Job job, Path file, String kind, String sha256) throws IOException {
    deliveries.take(lease(job), kind, file, sha256);
  }

  private static Deliveries.Lease lease(ToWorker.Job job) {
    return new Deliveries.Lease(job.build(), job.attempt(), job.token());
  }
}
