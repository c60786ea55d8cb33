package dev.slipway.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.web.servlet.function.ServerResponse;

@Timeout(30)
class AfterStartTest {
  private final AfterStart afterStart = new AfterStart();

  private CompletableFuture<Integer> asked() {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            ServerResponse response = afterStart.filter(null, _ -> ServerResponse.ok().build());
            status.complete(response.statusCode().value());
          } catch (Exception e) {
            status.completeExceptionally(e);
          }
        });
    return status;
  }

  @Test
  void requestsWaitUntilAllHasStarted() throws Exception {
    CompletableFuture<Integer> early = asked();
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(early).isNotDone();
    afterStart.started();
    assertThat(early.get()).isEqualTo(200);
    afterStart.close();
    assertThat(asked().get()).isEqualTo(200);
  }

  @Test
  void theyAreRefusedWhereItCannot() throws Exception {
    CompletableFuture<Integer> early = asked();
    afterStart.close();
    assertThat(early.get()).isEqualTo(503);
  }
}
