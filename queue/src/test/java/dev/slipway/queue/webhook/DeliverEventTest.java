package dev.slipway.queue.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.database.Database;
import dev.slipway.process.Command;
import dev.slipway.queue.Build;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Samples;
import dev.slipway.queue.errand.ErrandRunner;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.store.Errand;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DeliverEventTest {
  private static final String SECRET = "a secret of the two of us";
  private static final Pace SOON = new Pace(List.of(Duration.ofMillis(20)), Duration.ofSeconds(60));

  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private Database database;
  private Webhooks webhooks;
  private Receiver receiver;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    webhooks = new Webhooks(database, clock);
    receiver = new Receiver();
  }

  @AfterEach
  void close() {
    receiver.close();
    database.close();
  }

  private ErrandRunner runner(boolean allowPrivate) {
    DeliverEvent.Settings settings =
        new DeliverEvent.Settings(URI.create("https://builds.example.org/"), allowPrivate, SOON);
    DeliverEvent duty =
        new DeliverEvent(
            database, settings, (SSLSocketFactory) SSLSocketFactory.getDefault(), clock);
    ErrandRunner runner = new ErrandRunner(database, List.of(duty), clock, _ -> {});
    runner.start();
    return runner;
  }

  private Webhook add(String path, String... events) throws QueueException {
    return webhooks.add("default", Wish.of(receiver.url(path), SECRET, List.of(events), true));
  }

  private Build submit() {
    return Samples.add(
        database, Samples.request("web", Optional.empty(), List.of()), clock.instant());
  }

  @Test
  void tellsWhatHappensAsJson() throws Exception {
    add("/hook?for=me", "queued", "ended");
    Build build = submit();
    Samples.end(database, build, Samples.success(), clock.instant());

    try (ErrandRunner _ = runner(true)) {
      List<Receiver.Told> both = List.of(receiver.next(), receiver.next());
      Receiver.Told ended =
          both.stream()
              .filter(t -> t.headers().get("X-Slipway-Event").equals("ended"))
              .findFirst()
              .orElseThrow();
      assertThat(ended.path()).isEqualTo("/hook?for=me");
      JsonNode body = new JsonMapper().readTree(ended.body());
      assertThat(body.path("build").asLong()).isEqualTo(build.id());
      assertThat(body.path("name").asString()).isEqualTo("web");
      assertThat(body.path("url").asString()).isEqualTo("https://builds.example.org/builds/1");
      assertThat(body.path("event").path("state").asString()).isEqualTo("succeeded");
      assertThat(body.path("event").path("seq").asLong()).isEqualTo(3);
    }
  }

  @Test
  void isSignedAsOpenSslSays() throws Exception {
    add("/", "queued");
    submit();

    try (ErrandRunner _ = runner(true)) {
      Receiver.Told told = receiver.next();
      String signed =
          told.headers().get("X-Slipway-Timestamp")
              + "."
              + new String(told.body(), StandardCharsets.UTF_8);
      List<String> lines =
          Command.of("openssl", "dgst", "-sha256", "-hmac", SECRET, "-r")
              .input(signed.getBytes(StandardCharsets.UTF_8))
              .lines();
      assertThat(told.headers().get("X-Slipway-Signature-256"))
          .isEqualTo("sha256=" + lines.getFirst().split(" ")[0]);
    }
  }

  @Test
  void isToldAgainWithTheSameNumberUntilItIsTaken() throws Exception {
    receiver.answer(500);
    receiver.answer(302);
    Webhook webhook = add("/", "queued");
    submit();

    try (ErrandRunner _ = runner(true)) {
      List<Receiver.Told> all = List.of(receiver.next(), receiver.next(), receiver.next());
      assertThat(all.stream().map(t -> t.headers().get("X-Slipway-Delivery")).distinct())
          .hasSize(1);
      // Nobody is sent on.
      assertThat(all).allMatch(t -> t.path().equals("/"));
      assertThat(webhooks.deliveries(webhook.id(), 10))
          .singleElement()
          .extracting(Errand::attempts)
          .isEqualTo(3);
    }
  }

  @Test
  void saysNothingToThisMachineUnlessThatIsAllowed() throws Exception {
    Webhook webhook = add("/", "queued");
    submit();

    try (ErrandRunner _ = runner(false)) {
      Errand failed = ended(webhook);
      assertThat(failed.state()).isEqualTo(Errand.State.FAILED);
      assertThat(failed.error().orElseThrow())
          .contains("`localhost` is on this machine", "webhooks.allow-private");
      assertThat(receiver.isQuiet()).isTrue();
    }
  }

  private Errand ended(Webhook webhook) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (webhooks.deliveries(webhook.id(), 1).getFirst().ended().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
    return webhooks.deliveries(webhook.id(), 1).getFirst();
  }

  @Test
  void tellsOnlyOfItsProjectAndWhatItWants() throws Exception {
    database.change(handle ->
        handle.execute("INSERT INTO project (name, network, created_at) VALUES ('other', 1, 0)"));
    Webhook other = webhooks.add("other", Wish.of(receiver.url("/other"), SECRET, List.of(), true));
    Webhook ends = add("/ends", "ended");
    Webhook off = webhooks.add("default", Wish.of(receiver.url("/off"), SECRET, List.of(), false));

    submit();

    for (Webhook each : List.of(other, ends, off)) {
      assertThat(webhooks.deliveries(each.id(), 10)).isEmpty();
    }
  }
}
