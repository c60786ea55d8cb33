package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Builds are watched. */
@ExtendWith(WithService.class)
class EventsTest {
  private final Client client;

  EventsTest(Client client) {
    this.client = client;
  }

  private static List<String> lines(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "line " + i).toList();
  }

  /** A build that says some lines, waits, and says more. */
  private record Halting(CountDownLatch half, CountDownLatch go) implements Works.Work {
    Halting() {
      this(new CountDownLatch(1), new CountDownLatch(1));
    }

    @Override
    public void run(Works.Bench bench) throws Exception {
      bench.step("first", Duration.ofSeconds(1), lines(0, 50).toArray(String[]::new));
      half.countDown();
      go.await();
      bench.step("second", Duration.ofSeconds(1), lines(50, 100).toArray(String[]::new));
    }
  }

  private static List<String> said(Iterator<String> stream) {
    List<String> said = new ArrayList<>();
    while (stream.hasNext()) {
      String line = stream.next();
      if (line.contains("\"event\":\"output\"")) {
        said.add(line.replaceAll(".*\"line\":\"([^\"]*)\".*", "$1"));
      }
    }
    return said;
  }

  @Test
  void aBuildIsFollowedFromItsStartToItsEnd() throws Exception {
    Halting work = new Halting();
    client.works().on("followed", work);
    long id = client.submit("followed");
    work.half.await();
    try (Stream<String> stream = client.follow(id, "", "").body()) {
      Iterator<String> lines = stream.iterator();
      String first = "";
      while (!first.contains("line 49")) {
        first = lines.next();
      }
      work.go.countDown();
      assertThat(said(lines)).isEqualTo(lines(50, 100));
    }
  }

  @Test
  void whoComesAgainGetsTheRestAndNothingTwice() throws Exception {
    Halting work = new Halting();
    client.works().on("resumed", work);
    long id = client.submit("resumed");
    work.half.await();
    String last = "";
    try (Stream<String> stream = client.follow(id, "", "").body()) {
      Iterator<String> lines = stream.iterator();
      for (String line = ""; !line.contains("line 20\""); line = lines.next()) {
        last = line.startsWith("id: ") ? line.substring(4) : last;
      }
    }
    work.go.countDown();
    try (Stream<String> stream = client.follow(id, "", last).body()) {
      assertThat(said(stream.iterator())).isEqualTo(lines(21, 100));
    }
    try (Stream<String> stream = client.follow(id, "?after=" + last, "").body()) {
      assertThat(said(stream.iterator())).isEqualTo(lines(21, 100));
    }
  }

  @Test
  void eventsAreReadByPages() throws Exception {
    client
        .works()
        .on("read", bench -> bench.step("say", Duration.ZERO, lines(0, 25).toArray(String[]::new)));
    long id = client.submit("read");
    client.end(id);
    List<String> said = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    String next = "/api/v1/builds/" + id + "/events?kinds=output&limit=10";
    while (!next.isEmpty()) {
      Answer page = client.send(client.to(next).header("Accept", "application/json").GET());
      sizes.add(page.json().path("events").size());
      page.json().path("events").forEach(e -> said.add(e.path("line").asString()));
      next = page.at("/next");
    }
    assertThat(said).isEqualTo(lines(0, 25));
    assertThat(sizes).isEqualTo(List.of(10, 10, 5));
    Answer all =
        client.send(
            client
                .to("/api/v1/builds/" + id + "/events")
                .header("Accept", "application/x-ndjson")
                .GET());
    List<JsonNode> events = all.text().lines().map(new JsonMapper()::readTree).toList();
    assertThat(events.getFirst().path("event").asString()).isEqualTo("queued");
    assertThat(events.getLast().path("event").asString()).isEqualTo("ended");
    for (int i = 0; i < events.size(); i++) {
      assertThat(events.get(i).path("seq").asInt()).isEqualTo(i + 1);
    }
  }

  @Test
  void theLogIsPlainText() throws Exception {
    client
        .works()
        .on(
            "logged",
            bench -> {
              bench.step("one", Duration.ZERO, "grüße", "<b>not HTML</b>");
              bench.step("two", Duration.ZERO, "third");
            });
    long id = client.submit("logged");
    client.end(id);
    Answer log = client.get("/api/v1/builds/" + id + "/log");
    assertThat(log.header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(log.text())
        .isEqualTo(
            """
            one: grüße
            one: <b>not HTML</b>
            two: third
            build %d succeeded
            """
                .formatted(id));
    assertThat(client.get("/api/v1/builds/" + id + "/log?step=two").text()).isEqualTo("third\n");
  }

  @Test
  @Tag("slow")
  void twoHundredFollowOneBuild() throws Exception {
    Halting work = new Halting();
    client.works().on("watched", work);
    long id = client.submit("watched");
    work.half.await();
    CountDownLatch listening = new CountDownLatch(200);
    List<Future<List<String>>> followers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        followers.add(
            threads.submit(() -> {
              try (Stream<String> stream = client.follow(id, "", "").body()) {
                listening.countDown();
                return said(stream.iterator());
              }
            }));
      }
      listening.await();
      work.go.countDown();
      for (Future<List<String>> each : followers) {
        assertThat(each.get()).isEqualTo(lines(0, 100));
      }
    }
  }
}
