package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.cli.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Output that somebody waits for. */
final class Watched {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CountDownLatch seen = new CountDownLatch(1);
  private final String awaited;

  Watched(String awaited) {
    this.awaited = awaited;
  }

  Surroundings surroundings(Path home) {
    PrintStream stream =
        new PrintStream(
            new OutputStream() {
              @Override
              public synchronized void write(int b) {
                bytes.write(b);
                if (b == '\n' && text().contains(awaited)) {
                  seen.countDown();
                }
              }
            },
            true,
            StandardCharsets.UTF_8);
    Surroundings usual =
        Invocation.surroundings(home, new ByteArrayOutputStream(), new ByteArrayOutputStream(), "");
    return new Surroundings(
        usual.environment(), home, stream, stream, usual.clock(), usual.columns());
  }

  void await() throws InterruptedException {
    assertThat(seen.await(30, TimeUnit.SECONDS)).as(text()).isTrue();
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
