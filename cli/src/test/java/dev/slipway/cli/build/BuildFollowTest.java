package dev.slipway.cli.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Following builds that take their time, and ending them. */
@Tag("slow")
final class BuildFollowTest extends WithService {
  @Test
  void aBuildIsCancelled() throws Exception {
    String id = submitted("slow", "[amd64]");
    assertThat(service.task().waiting()).isEqualTo(Long.parseLong(id));
    Invocation run = slipway("build", "cancel", id, "999999");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("build " + id + " is");
    assertThat(run.err()).contains("there is no build `999999`");
    Invocation logs = slipway("build", "logs", "-f", id);
    assertThat(logs.status()).isEqualTo(1);
    assertThat(logs.err()).contains("build " + id + " cancelled");
  }

  @Test
  void ctrlCStopsFollowingAndTheBuildGoesOn() throws Exception {
    Interrupted left = interrupt("submit", "-f", definition("slow", "[amd64]").toString());
    assertThat(left.status()).isEqualTo(130);
    assertThat(left.err()).contains("build " + left.build() + " goes on; see it with");
    service.task().letGo();
    assertThat(slipway("build", "logs", "-f", "" + left.build()).status()).isZero();
    Interrupted cancelled =
        interrupt(
            "submit", "-f", "--cancel-on-interrupt", definition("slow", "[amd64]").toString());
    assertThat(cancelled.err()).contains("build " + cancelled.build() + " is cancelled");
    assertThat(slipway("build", "logs", "-f", "" + cancelled.build()).err()).contains("cancelled");
  }

  @Test
  void aServerThatIsStartedAgainIsFollowedFromWhereItWas() throws Exception {
    String id = submitted("slow", "[amd64]");
    service.task().waiting();
    Watched watched = new Watched("Setting up bash");
    CompletableFuture<Integer> status =
        CompletableFuture.supplyAsync(
            () -> Invocation.run(watched.surroundings(home), words("logs", "-f", id)));
    watched.await();
    service.stopServer();
    service.startServer();
    service.task().letGo();
    assertThat(status.get(90, TimeUnit.SECONDS)).isZero();
    assertThat(watched.text())
        .containsOnlyOnce("Setting up bash")
        .containsOnlyOnce("release none")
        .contains("trying again");
  }

  private record Interrupted(int status, String err, long build) {}

  private Interrupted interrupt(String... arguments) throws Exception {
    Watched watched = new Watched("install: Install");
    CompletableFuture<Integer> status = new CompletableFuture<>();
    Thread user =
        Thread.ofPlatform()
            .start(() ->
                status.complete(Invocation.run(watched.surroundings(home), words(arguments))));
    watched.await();
    long build = service.task().waiting();
    user.interrupt();
    return new Interrupted(status.get(30, TimeUnit.SECONDS), watched.text(), build);
  }
}
