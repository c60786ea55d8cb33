package dev.slipway.release.store;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;

/**
 * Takes an answer's body as it comes, from the client's own threads. What came before a connection
 * broke is kept, which a stream of the body would throw away.
 */
final class Body implements Subscriber<List<ByteBuffer>>, Closeable {
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private final OutputStream out;
  private final long most;
  private long has;
  private boolean closed;
  private Optional<Subscription> subscription = Optional.empty();
  private Optional<IOException> fault = Optional.empty();

  /**
   * Into a file.
   *
   * @param has how many bytes of it are kept; none where it begins anew
   * @param most how many it may have in the end
   */
  Body(Path file, long has, long most) throws IOException {
    this.out =
        Files.newOutputStream(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            has == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND);
    this.has = has;
    this.most = most;
  }

  @Override
  public synchronized void onSubscribe(Subscription given) {
    subscription = Optional.of(given);
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> pieces) {
    for (ByteBuffer each : pieces) {
      take(each);
    }
  }

  private void take(ByteBuffer piece) {
    if (closed || fault.isPresent() || isTooLarge()) {
      return;
    }
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    has += bytes.length;
    try {
      if (!isTooLarge()) {
        out.write(bytes);
      }
    } catch (IOException e) {
      fault = Optional.of(e);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    end.completeExceptionally(thrown);
  }

  @Override
  public void onComplete() {
    end.complete(true);
  }

  /** When all has come, or no more does. */
  CompletableFuture<Boolean> end() {
    return end;
  }

  /** How many bytes the file has. */
  synchronized long has() {
    return has;
  }

  synchronized boolean isTooLarge() {
    return has > most;
  }

  /** Why a piece could not be written, where one could not. */
  synchronized Optional<IOException> fault() {
    return fault;
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    subscription.ifPresent(Subscription::cancel);
    out.close();
  }
}
