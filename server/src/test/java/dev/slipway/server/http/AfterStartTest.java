package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.function.ServerResponse;

@Timeout(30)
class AfterStartTest {
  private final AfterStart afterStart = new AfterStart();

  private final CompletableFuture<Integer> status = new CompletableFuture<>();

  private Thread ask() {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            ServerResponse response = afterStart.filter(null, _ -> ServerResponse.ok().build());
            status.complete(response.statusCode().value());
          } catch (Exception e) {
            status.completeExceptionally(e);
          }
        });
  }

  @Test
  void requestsWaitUntilAllHasStarted() throws Exception {
    Thread asking = ask();
    assertThat(asking.join(Duration.ofMillis(100))).as("it has been answered").isFalse();
    afterStart.started();
    assertThat(status.get()).isEqualTo(200);
  }

  @Test
  void theyAreAnsweredUntilTheServerHasEnded() throws Exception {
    afterStart.started();
    afterStart.close();
    ask();
    assertThat(status.get()).isEqualTo(200);
  }

  @Test
  void theyAreRefusedWhereItCannot() throws Exception {
    ask();
    afterStart.close();
    assertThat(status.get()).isEqualTo(503);
  }
}
