package dev.slipway.broker.redis;

import dev.slipway.process.Command;
import dev.slipway.process.CommandFailed;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Redis server for each folder that has a configuration, again where one has ended. Only one
 * process does so: it holds a lock on a file, which ends with it however it ends, as the servers
 * do.
 */
final class Servers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Servers.class);
  private static final String LOCK = "lock";
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /** A server that has run for this long was not wrong from the start. */
  private static final Duration WELL = Duration.ofSeconds(5);

  private static final Duration FOR_EVER = Duration.ofDays(36_500);

  private final DedicatedConfig config;
  private final Map<String, Thread> running = new HashMap<>();
  private final Thread looking = Thread.ofVirtual().name("redis").unstarted(this::look);
  private @Nullable FileChannel lock;
  private boolean closed;

  Servers(DedicatedConfig config) {
    this.config = config;
  }

  void start() {
    looking.start();
  }

  private void look() {
    boolean told = false;
    try {
      while (true) {
        try {
          if (isOurs()) {
            compare();
            told = false;
          } else if (!told) {
            told = true;
            LOG.warn(
                "another process runs the Redis servers of {}; it is left to it", config.folder());
          }
        } catch (IOException | RuntimeException e) {
          LOG.error("the Redis servers of {} are not looked after", config.folder(), e);
        }
        TimeUnit.MILLISECONDS.sleep(PACE.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether this process runs them, which it does as soon as no other does. */
  private synchronized boolean isOurs() throws IOException {
    if (lock != null) {
      return true;
    }
    FileChannel channel = channel(config, LOCK);
    if (closed || !holds(channel)) {
      channel.close();
      return false;
    }
    lock = channel;
    return true;
  }

  private static boolean holds(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another back end of this process has the same folder.
      return false;
    }
  }

  /** A file beside the servers' folders, to hold a lock on. */
  static FileChannel channel(DedicatedConfig config, String name) throws IOException {
    Path folder =
        Files.createDirectories(
            config.folder(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return FileChannel.open(
        folder.resolve(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private void compare() throws IOException {
    for (InstanceFolder each : InstanceFolder.all(config)) {
      begin(each);
    }
    List<String> names;
    synchronized (this) {
      names = List.copyOf(running.keySet());
    }
    for (String each : names) {
      if (!InstanceFolder.of(config, each).isThere()) {
        end(each);
      }
    }
  }

  /** Runs an instance's server from now on, where this is the process that does. */
  synchronized void begin(InstanceFolder folder) {
    if (lock == null || closed || !folder.isThere() || running.containsKey(folder.name())) {
      return;
    }
    running.put(
        folder.name(), Thread.ofVirtual().name("redis " + folder.name()).start(() -> keep(folder)));
  }

  private static void keep(InstanceFolder folder) {
    Duration pause = PACE;
    try {
      while (folder.isThere()) {
        long begun = System.nanoTime();
        try {
          Command.of("redis-server", folder.config().toString())
              .in(folder.folder())
              .timeout(FOR_EVER)
              .onLine(line -> LOG.debug("{}: {}", folder.name(), line))
              .run();
          LOG.warn("the Redis server {} has ended; it is started again", folder.name());
        } catch (CommandFailed e) {
          LOG.warn("the Redis server {} is started again: {}", folder.name(), e.getMessage());
        }
        boolean well = System.nanoTime() - begun > WELL.toNanos();
        pause = well ? PACE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        TimeUnit.MILLISECONDS.sleep(well ? 0 : pause.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends an instance's server.
   *
   * @return whether it was this process's
   */
  boolean end(String name) {
    Thread thread;
    synchronized (this) {
      thread = running.remove(name);
    }
    if (thread == null) {
      return false;
    }
    thread.interrupt();
    join(thread);
    return true;
  }

  /** To its end: its folder is not left to a server that still writes. */
  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    looking.interrupt();
    join(looking);
    List<Thread> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(running.values());
      running.clear();
    }
    all.forEach(Thread::interrupt);
    all.forEach(Servers::join);
    try {
      FileChannel held = lock;
      if (held != null) {
        held.close();
      }
    } catch (IOException e) {
      LOG.warn("the lock of {} is not given back", config.folder(), e);
    }
  }
}
