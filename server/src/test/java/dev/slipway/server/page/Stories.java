package dev.slipway.server.page;

import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.BuildFiles;
import dev.slipway.queue.worker.HttpFiles;
import dev.slipway.queue.worker.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A worker's task: each image of a name has a story of its own. */
final class Stories implements Task {
  private final Map<String, Story> stories = new ConcurrentHashMap<>();

  Story of(String name) {
    return stories.computeIfAbsent(name, _ -> new Story());
  }

  private final BuildFiles files = new HttpFiles(null);

  @Override
  public Milestone.Ended run(ToWorker.Job job, Path folder, Events events)
      throws InterruptedException {
    return of(job.name()).tell(events, left -> leave(job, folder, left));
  }

  private void leave(ToWorker.Job job, Path folder, Story.Left left) throws InterruptedException {
    byte[] content = left.content().getBytes(StandardCharsets.UTF_8);
    try {
      Path file = Files.write(Files.createDirectories(folder).resolve(left.name()), content);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      files.artifact(job, file, left.kind(), HexFormat.of().formatHex(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
