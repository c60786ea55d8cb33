package dev.slipway.release.blobstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A response's bytes as they come, given up where none come for some time: the JDK's client would
 * wait for ever.
 */
final class Body implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {
  private sealed interface Part {
    record Bytes(List<ByteBuffer> buffers) implements Part {}

    record End() implements Part {}

    record Broken(Throwable fault) implements Part {}
  }

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final Duration silence;
  private Flow.@Nullable Subscription subscription;

  Body(Flow.Publisher<List<ByteBuffer>> bytes, Duration silence) {
    this.silence = silence;
    bytes.subscribe(this);
  }

  /** Writes all of it. */
  void copy(Appending out) throws IOException, InterruptedException {
    while (true) {
      switch (parts.poll(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        case null ->
            throw new IOException("nothing came for " + silence.toMillis() / 1000.0 + " s");
        case Part.Bytes(List<ByteBuffer> buffers) -> {
          for (ByteBuffer each : buffers) {
            out.write(each);
          }
          more();
        }
        case Part.Broken(Throwable fault) ->
            throw new IOException("it broke off: " + fault.getMessage(), fault);
        case Part.End _ -> {
          return;
        }
      }
    }
  }

  private void more() {
    if (subscription != null) {
      subscription.request(1);
    }
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    parts.add(new Part.Bytes(bytes));
  }

  @Override
  public void onError(Throwable fault) {
    parts.add(new Part.Broken(fault));
  }

  @Override
  public void onComplete() {
    parts.add(new Part.End());
  }

  @Override
  public void close() {
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
