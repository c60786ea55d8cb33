package dev.slipway.queue.worker;

import dev.slipway.build.cache.Trees;
import dev.slipway.queue.QueueException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The folder that a worker works in. */
final class WorkFolder {
  private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);
  private static final String PREFIX = "build-";
  private static final int TRIES = 20;

  private WorkFolder() {}

  /**
   * Makes it one worker's own, as long as that lives, and removes what a worker that was killed has
   * left.
   *
   * @return to be closed when the worker ends
   */
  static FileChannel open(Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    FileChannel lock =
        FileChannel.open(work.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (lock.tryLock() == null) {
        throw taken(work);
      }
      clean(work);
      return lock;
    } catch (OverlappingFileLockException e) {
      lock.close();
      throw taken(work);
    } catch (IOException | InterruptedException e) {
      lock.close();
      throw e;
    }
  }

  private static QueueException taken(Path work) {
    return new QueueException(
        QueueException.Code.CONFLICT,
        "another worker works in " + work + ": stop that one, or give this one another folder");
  }

  private static void clean(Path work) throws IOException, InterruptedException {
    List<Path> left;
    try (Stream<Path> files = Files.list(work)) {
      left = files.filter(f -> f.getFileName().toString().startsWith(PREFIX)).toList();
    }
    for (Path each : left) {
      remove(each);
    }
  }

  /** What a killed worker has started ends a moment after it, and may write until then. */
  private static void remove(Path folder) throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        Trees.delete(folder);
        return;
      } catch (IOException e) {
        if (i == TRIES) {
          LOG.warn("{} cannot be removed: {}", folder, e.toString());
          return;
        }
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** A new folder for an attempt. */
  static Path create(Path work, long build, int attempt) throws IOException {
    Path folder = work.resolve(PREFIX + build + "-" + attempt);
    Trees.delete(folder);
    return Files.createDirectories(folder);
  }

  /** How many bytes can be written there. */
  static long free(Path work) throws IOException {
    return Files.getFileStore(work).getUsableSpace();
  }
}
