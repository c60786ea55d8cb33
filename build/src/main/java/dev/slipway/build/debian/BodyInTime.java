package dev.slipway.build.debian;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, part by part, given up where the server says nothing for some time: Java's
 * HTTP client waits for a body for ever.
 */
final class BodyInTime implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  /** What came: bytes, else the end, with a fault or without. */
  private record Part(List<ByteBuffer> bytes, boolean last, @Nullable Throwable fault) {}

  private final Duration silence;
  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;

  /**
   * The body of a response.
   *
   * @param silence how long nothing may come
   */
  BodyInTime(Flow.Publisher<List<ByteBuffer>> body, Duration silence) {
    this.silence = silence;
    body.subscribe(this);
  }

  /** The next bytes; empty at the body's end. */
  Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
    Part part = parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
    if (part == null) {
      throw new IOException("nothing came for " + silence.toMillis() / 1000.0 + " s");
    }
    if (part.fault() != null) {
      throw new IOException(part.fault().getMessage(), part.fault());
    }
    if (part.last()) {
      return Optional.empty();
    }
    if (subscription != null) {
      subscription.request(1);
    }
    return Optional.of(part.bytes());
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    parts.add(new Part(bytes, false, null));
  }

  @Override
  public void onError(Throwable fault) {
    parts.add(new Part(List.of(), true, fault));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(List.of(), true, null));
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
