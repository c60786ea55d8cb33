package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client that does not know whether it was heard asks again, and nothing is done twice. */
@ExtendWith(WithService.class)
class IdempotencyTest {
  private final Client client;

  IdempotencyTest(Client client) {
    this.client = client;
  }

  private Answer submit(String key, String body) throws Exception {
    return client.send(
        client
            .to("/api/v1/builds")
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body)));
  }

  private String request(String name) throws Exception {
    return "{\"source\":\"" + client.upload(Client.definition(name, "1", "arm64")) + "\"}";
  }

  private int builds(String name) throws Exception {
    return client.get("/api/v1/builds?name=" + name).json().path("builds").size();
  }

  @Test
  void theSameRequestIsAnsweredAlike() throws Exception {
    String request = request("once");
    Answer first = submit("key-1", request);
    Answer second = submit("key-1", request);
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.text()).isEqualTo(first.text());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(builds("once")).isEqualTo(1);
  }

  @Test
  void anotherRequestNeedsAnotherKey() throws Exception {
    submit("key-2", request("first"));
    Answer other = submit("key-2", request("second"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/type")).isEqualTo("urn:slipway:problem:other-request");
    assertThat(builds("second")).isZero();
  }

  @Test
  void aRequestThatFailedMayBePutRight() throws Exception {
    assertThat(submit("key-3", "{\"source\":\"" + "0".repeat(64) + "\"}").status()).isEqualTo(404);
    assertThat(submit("key-3", request("right")).status()).isEqualTo(201);
  }

  @Test
  void manyAtOnceAreOne() throws Exception {
    String request = request("at-once");
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        answers.add(threads.submit(() -> submit("key-4", request)));
      }
      for (Future<Answer> each : answers) {
        statuses.add(each.get().status());
      }
    }
    assertThat(statuses).contains(201).allMatch(status -> status == 201 || status == 409);
    assertThat(builds("at-once")).isEqualTo(1);
  }
}
