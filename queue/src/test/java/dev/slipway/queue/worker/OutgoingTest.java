package dev.slipway.queue.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.queue.protocol.ToServer.Happened;
import dev.slipway.queue.protocol.ToServer.Report;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutgoingTest {
  private final BlockingQueue<Report> sent = new LinkedBlockingQueue<>();
  private final Outgoing outgoing = new Outgoing("w1", 7, 1, Duration.ofMillis(200), sent::add);
  private final Thread sender =
      Thread.ofVirtual()
          .start(() -> {
            try {
              outgoing.run();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });

  @AfterEach
  void stop() {
    sender.interrupt();
  }

  private static Happened event(String body) {
    return new Happened(0, "output", body);
  }

  private Report next() throws InterruptedException {
    Report report = sent.poll(10, TimeUnit.SECONDS);
    assertThat(report).isNotNull();
    return report;
  }

  @Test
  void whatIsNotAnsweredIsSaidAgain() throws Exception {
    outgoing.add(event("a"));

    assertThat(next().first()).isEqualTo(1);
    assertThat(next().first()).isEqualTo(1);
    outgoing.stored(1);
    outgoing.add(event("b"));
    Report report = next();
    while (report.first() == 1) {
      report = next();
    }
    assertThat(report.first()).isEqualTo(2);
    assertThat(report.events()).containsExactly(event("b"));
  }

  @Test
  void nothingOvertakesWhatIsNotAnswered() throws Exception {
    outgoing.add(event("a"));
    next();
    outgoing.add(event("b"));

    assertThat(next().events()).startsWith(event("a"));
  }

  @Test
  void itIsOverWhenTheEndIsStored() throws Exception {
    outgoing.add(event("a"));
    outgoing.end(event("end"));
    outgoing.add(event("too late"));
    Report report = next();
    while (report.events().size() < 2) {
      report = next();
    }
    assertThat(report.events()).containsExactly(event("a"), event("end"));

    outgoing.stored(2);

    assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
  }

  @Test
  void whoWaitsForRoomGoesOnWhenNobodyListensAnyMore() throws Exception {
    Thread teller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                for (int i = 0; i < 100; i++) {
                  outgoing.add(event("x".repeat(1024 * 1024)));
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(next().events()).hasSize(1);
    assertThat(teller.join(Duration.ofMillis(300))).isFalse();

    outgoing.abandon();

    assertThat(teller.join(Duration.ofSeconds(10))).isTrue();
    assertThat(sender.join(Duration.ofSeconds(10))).isTrue();
  }
}
