package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Builds from their submission to their removal. */
@ExtendWith(WithService.class)
class BuildsTest {
  private final Client client;

  BuildsTest(Client client) {
    this.client = client;
  }

  @Test
  void aBuildIsSubmittedAndShown() throws Exception {
    String source = client.upload(Client.definition("shown", "1.4", "arm64"));
    Answer submitted =
        client.post(
            "/api/v1/builds",
            "application/json",
            """
            {"source": "%s", "priority": -7, "formats": ["qcow2"]}
            """
                .formatted(source));
    assertThat(submitted.status()).isEqualTo(201);
    JsonNode build = submitted.json().at("/builds/0");
    assertThat(submitted.header("Location")).isEqualTo(build.at("/links/self").asString());

    Answer shown = client.get(submitted.header("Location"));
    assertThat(shown.at("/state")).isEqualTo("queued");
    assertThat(shown.at("/image")).isEqualTo("shown_v1.4.arm64");
    assertThat(shown.json().at("/priority").asInt()).isEqualTo(-7);
    assertThat(shown.json().at("/position").asLong()).isPositive();
    assertThat(shown.at("/formats/0")).isEqualTo("qcow2");
    assertThat(shown.at("/source/sha256")).isEqualTo(source);
    assertThat(shown.at("/submitted")).matches("20..-..-..T..:..:.*Z");
  }

  @Test
  void aBuildRunsToItsEnd() throws Exception {
    client
        .works()
        .on(
            "runs",
            bench -> {
              bench.step("unpack", Duration.ofMillis(1500), "one", "two");
              bench.artifact("runs_v1.amd64.raw", "raw", new byte[1000]);
            });
    long id = client.submit("runs");
    assertThat(client.end(id)).isEqualTo("succeeded");
    Answer shown = client.get("/api/v1/builds/" + id);
    assertThat(shown.at("/worker")).isEqualTo("test-worker");
    assertThat(shown.json().at("/attempt").asInt()).isEqualTo(1);
    assertThat(shown.json().at("/seconds").isNumber()).isTrue();
    assertThat(shown.json().has("position")).isFalse();

    JsonNode step = client.get("/api/v1/builds/" + id + "/steps").json().at("/steps/0");
    assertThat(step.at("/name").asString()).isEqualTo("unpack");
    assertThat(step.at("/state").asString()).isEqualTo("done");
    assertThat(step.at("/seconds").asDouble()).isEqualTo(1.5);
    assertThat(client.get("/api/v1/builds/" + id + "/artifacts").at("/artifacts/0/name"))
        .isEqualTo("runs_v1.amd64.raw");
  }

  @Test
  void whatDidNotChangeIsNotSentAgain() throws Exception {
    long id = client.submit("unchanged", "1", "arm64");
    Answer first = client.get("/api/v1/builds/" + id);
    Answer second =
        client.send(
            client.to("/api/v1/builds/" + id).header("If-None-Match", first.header("ETag")).GET());
    assertThat(second.status()).isEqualTo(304);
    client.post("/api/v1/builds/" + id + "/cancel");
    Answer third =
        client.send(
            client.to("/api/v1/builds/" + id).header("If-None-Match", first.header("ETag")).GET());
    assertThat(third.status()).isEqualTo(200);
    assertThat(third.at("/state")).isEqualTo("cancelled");
  }

  @Test
  void pagesAreFollowedByTheirLinks() throws Exception {
    List<Long> submitted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      submitted.addFirst(client.submit("paged", "1." + i, "arm64"));
    }
    List<Long> listed = new ArrayList<>();
    String next =
        "/api/v1/builds?name=paged&state=queued&architecture=arm64&project=default&limit=2";
    while (!next.isEmpty()) {
      Answer page = client.get(next);
      page.json().path("builds").forEach(b -> listed.add(b.path("id").asLong()));
      next = page.at("/next");
      assertThat(page.header("Link"))
          .isEqualTo(next.isEmpty() ? "" : "<" + next + ">; rel=\"next\"");
    }
    assertThat(listed).isEqualTo(submitted);
    assertThat(client.get("/api/v1/builds?name=paged&submittedBy=nobody").json().path("builds"))
        .isEmpty();
    assertThat(client.get("/api/v1/builds?project=other").json().path("builds")).isEmpty();
  }

  @Test
  void aRunningBuildIsCancelledAndRetried() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    client
        .works()
        .on(
            "stopped",
            bench -> {
              begun.countDown();
              new CountDownLatch(1).await();
            });
    long id = client.submit("stopped");
    begun.await();
    assertThat(client.post("/api/v1/builds/" + id + "/retry").status()).isEqualTo(409);
    assertThat(client.delete("/api/v1/builds/" + id).status()).isEqualTo(409);
    assertThat(client.post("/api/v1/builds/" + id + "/cancel").status()).isEqualTo(200);
    assertThat(client.end(id)).isEqualTo("cancelled");
    assertThat(client.get("/api/v1/builds/" + id).at("/reason")).contains("cancelled by admin");
    assertThat(client.post("/api/v1/builds/" + id + "/cancel").status()).isEqualTo(409);

    client.works().on("stopped", bench -> {});
    assertThat(client.post("/api/v1/builds/" + id + "/retry").at("/state")).isEqualTo("queued");
    assertThat(client.end(id)).isEqualTo("succeeded");
    assertThat(client.get("/api/v1/builds/" + id).json().at("/attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aBuildIsKeptAndRemoved() throws Exception {
    client.works().on("removed", bench -> bench.artifact("a.raw", "raw", new byte[10]));
    long id = client.submit("removed");
    client.end(id);
    String path = "/api/v1/builds/" + id;
    Answer kept = client.send(client.to(path + "/keep").PUT(BodyPublishers.noBody()));
    assertThat(kept.json().at("/kept").asBoolean()).isTrue();
    assertThat(client.delete(path + "/keep").json().at("/kept").asBoolean()).isFalse();

    assertThat(client.get(path + "/artifacts/a.raw").status()).isEqualTo(200);
    assertThat(client.delete(path).status()).isEqualTo(204);
    assertThat(client.get("/api/v1/audit?limit=1").at("/entries/0/action"))
        .isEqualTo("build removed");
    assertThat(client.get(path).status()).isEqualTo(404);
    assertThat(client.get(path + "/artifacts/a.raw").status()).isEqualTo(404);
    assertThat(client.delete(path).status()).isEqualTo(404);
  }

  @Test
  void aFailedBuildSaysWhy() throws Exception {
    client
        .works()
        .on(
            "fails",
            bench -> {
              throw new IllegalStateException("no such package: vmi");
            });
    long id = client.submit("fails");
    assertThat(client.end(id)).isEqualTo("failed");
    Answer shown = client.get("/api/v1/builds/" + id);
    assertThat(shown.at("/reason")).isEqualTo("no such package: vmi");
    assertThat(shown.at("/failedStep")).isEqualTo("work");
  }

  @Test
  void theFarmIsShown() throws Exception {
    client.submit("waits", "1", "arm64");
    JsonNode worker = client.get("/api/v1/workers").json().at("/workers/0");
    assertThat(worker.at("/id").asString()).isEqualTo("test-worker");
    assertThat(worker.at("/state").asString()).isEqualTo("ready");
    JsonNode queues = client.get("/api/v1/queue").json().path("architectures");
    assertThat(queues)
        .anySatisfy(queue -> {
          assertThat(queue.path("architecture").asString()).isEqualTo("arm64");
          assertThat(queue.path("queued").asLong()).isPositive();
          assertThat(queue.path("oldest").asString()).isNotEmpty();
        });
  }
}
