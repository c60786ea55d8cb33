package dev.slipway.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.real.PostgreSql;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database is away for a while. */
@Tag("slow")
class OutageSlowTest {
  private final CountDownLatch goOn = new CountDownLatch(1);

  private static HttpResponse<String> get(Client client, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(client.address().resolve(path))
              .header("Authorization", client.authorization())
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void whoAsksIsToAskAgainAndWhoFollowsStays() throws Exception {
    try (PostgreSql postgres = PostgreSql.start();
        Service service = Service.start("database: {url: \"" + postgres.newDatabase() + "\"}\n")) {
      Client client = new Client(service, new Contract());
      client
          .works()
          .on(
              "away",
              bench -> {
                bench.step("first", Duration.ofSeconds(1), "one", "two");
                goOn.await();
                bench.step("second", Duration.ofSeconds(1), "three", "four");
              });
      long build = client.submit("away");
      List<Long> seen = new ArrayList<>();
      try (EventSocket stream = EventSocket.open(client, build, 0)) {
        while (seen.size() < 6) {
          seen.add(stream.next().orElseThrow());
        }
        postgres.kill();
        HttpResponse<String> answer = get(client, "/api/v1/builds");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.body()).contains("urn:slipway:problem:unavailable", "try again in 5 s");
        goOn.countDown(); // What the worker tells now nobody can store yet.
        assertThat(get(client, "/").statusCode()).isEqualTo(503);

        postgres.startAgain();
        for (var next = stream.next(); next.isPresent(); next = stream.next()) {
          seen.add(next.get());
        }
      }
      // queued, assigned, two steps of four events, ended
      assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 11).boxed().toList());
      assertThat(get(client, "/api/v1/builds").statusCode()).isEqualTo(200);
    }
  }
}
