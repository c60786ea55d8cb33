package dev.slipway.server.page.servicebroker;

import dev.slipway.broker.backend.Backend;
import dev.slipway.broker.backend.BackendException;
import dev.slipway.broker.backend.Backends;
import dev.slipway.broker.backend.Instance;
import dev.slipway.broker.store.InstanceRow;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks back ends what instances use, for pages that do not wait for long. A question that takes
 * longer is not cut off, since a back end that is cut off counts as one that does not answer;
 * whoever asks the same meanwhile gets its answer. Few are asked at once, so that pages take no
 * room from requests of platforms.
 */
public final class Usage implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Usage.class);
  private static final int AT_ONCE = 4;

  private final Backends backends;
  private final Function<InstanceRow, Instance> resolve;
  private final Duration patience;
  private final Semaphore room = new Semaphore(AT_ONCE);
  private final Map<String, CompletableFuture<Optional<Map<String, Long>>>> asked =
      new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("broker-usage-", 0).factory());

  /**
   * Over a broker's back ends.
   *
   * @param resolve the instance with its plan's limits
   * @param patience how long a page waits
   */
  public Usage(Backends backends, Function<InstanceRow, Instance> resolve, Duration patience) {
    this.backends = backends;
    this.resolve = resolve;
    this.patience = patience;
  }

  /** What an instance uses, by the limit's name; empty where nobody says so in time. */
  Optional<Map<String, Long>> of(InstanceRow row) throws InterruptedException {
    CompletableFuture<Optional<Map<String, Long>>> mine = new CompletableFuture<>();
    CompletableFuture<Optional<Map<String, Long>>> other = asked.putIfAbsent(row.name(), mine);
    if (other == null) {
      begin(row, mine);
    }
    CompletableFuture<Optional<Map<String, Long>>> answer = other == null ? mine : other;
    try {
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.debug("what instance {} uses is not known in time", row.id(), e);
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.warn("what instance {} uses cannot be asked", row.id(), e.getCause());
      return Optional.empty();
    }
  }

  private void begin(InstanceRow row, CompletableFuture<Optional<Map<String, Long>>> answer) {
    if (!room.tryAcquire()) {
      asked.remove(row.name(), answer);
      answer.complete(Optional.empty());
      return;
    }
    threads.execute(() -> {
      try {
        answer.complete(ask(row));
      } catch (RuntimeException e) {
        answer.completeExceptionally(e);
      } finally {
        room.release();
        asked.remove(row.name(), answer);
      }
    });
  }

  private Optional<Map<String, Long>> ask(InstanceRow row) {
    Optional<Backend> backend = backends.find(row.backend());
    if (backend.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(backend.get().usage(resolve.apply(row)));
    } catch (BackendException e) {
      LOG.info("what instance {} uses is not known: {}", row.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** Ends it; questions that go on are interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
