package dev.slipway.server.api;

import static dev.slipway.server.api.BadInputTest.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What follows from builds, as whoever submits them sees it. */
class ConsequencesTest {
  private static final String JSON = "application/json";
  private static final BlockingQueue<JsonNode> TOLD = new LinkedBlockingQueue<>();

  @TempDir static Path folder;
  private static GreenMail mail;
  private static HttpServer receiver;
  private static Service service;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    mail.start();
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          TOLD.add(new JsonMapper().readTree(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    receiver.start();
    service =
        Service.start(
            """
            mail:
              host: 127.0.0.1
              port: %d
              tls: none
              from: slipway@example.org
            webhooks: {allow-private: true}
            retention: {builds-per-image: 1}
            credentials:
              here: {url: "file://%s/"}
            """
                .formatted(mail.getSmtp().getPort(), folder));
    client = new Client(service, new Contract());
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
    receiver.stop(0);
    mail.stop();
  }

  private static Answer submit(String name, String publish) throws Exception {
    String source = client.upload(Client.definition(name, "1", "amd64"));
    return client.post(
        "/api/v1/builds",
        JSON,
        "{\"source\":\"%s\",\"mail\":\"ann@example.org\",\"publish\":[{\"url\":\"%s\"}]}"
            .formatted(source, publish));
  }

  /** Waits until a build's artifacts are somewhere, and returns the URL of that. */
  private static String published(long build) throws Exception {
    try (var lines = client.follow(build, "?kinds=ended", "").body()) {
      assertThat(lines.anyMatch(line -> line.equals("event: end"))).isTrue();
    }
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      Answer answer = client.get("/api/v1/builds/" + build + "/publications");
      if (answer.at("/publications/0/state").equals("done")) {
        return answer.at("/publications/0/subject");
      }
      assertThat(System.nanoTime()).as(answer.text()).isLessThan(end);
    }
  }

  @Test
  void aBuildIsMailedToldAndPublished() throws Exception {
    service
        .works()
        .on(
            "web",
            bench -> bench.artifact("web.raw", "raw", "disk".getBytes(StandardCharsets.UTF_8)));
    Answer added =
        client.post(
            "/api/v1/webhooks",
            JSON,
            "{\"url\":\"http://localhost:%d/\",\"events\":[\"ended\",\"published\"]}"
                .formatted(receiver.getAddress().getPort()));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.at("/secret")).hasSize(64);

    Answer submitted = submit("web", "file://" + folder + "/daily");
    assertThat(submitted.status()).as(submitted.text()).isEqualTo(201);
    long build = submitted.json().at("/builds/0/id").asLong();

    assertThat(published(build)).isEqualTo("file://" + folder + "/daily");
    try (var files = Files.walk(folder.resolve("daily/web_v1.amd64"))) {
      assertThat(files.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("web.raw", "log.txt", "SHA256SUMS");
    }
    for (String expected : new String[] {"ended", "published"}) {
      JsonNode told = TOLD.poll(30, TimeUnit.SECONDS);
      assertThat(told).as(expected).isNotNull();
      assertThat(told.at("/build").asLong()).isEqualTo(build);
      assertThat(told.at("/event/event").asString()).isEqualTo(expected);
    }
    assertThat(mail.waitForIncomingEmail(30_000, 2)).isTrue();
    assertThat(Arrays.stream(mail.getReceivedMessages()).map(ConsequencesTest::subject))
        .contains(
            "[slipway] build %d of web_v1.amd64 submitted".formatted(build),
            "[slipway] build %d of web_v1.amd64 finished".formatted(build));
    assertThat(client.get("/api/v1/webhooks/1/deliveries").text())
        .doesNotContain(added.at("/secret"));
  }

  private static String subject(MimeMessage message) {
    try {
      return message.getSubject();
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isPublishedOnceMoreElsewhere() throws Exception {
    long build = client.submit("again");
    client.end(build);

    Answer answer =
        client.post(
            "/api/v1/builds/" + build + "/publish",
            JSON,
            "{\"publish\":[{\"url\":\"file://%s/again\",\"credential\":\"here\"}]}"
                .formatted(folder));

    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    published(build);
    assertThat(folder.resolve("again/again_v1.amd64")).isDirectory();
  }

  @Test
  void aDestinationThatCannotBeIsRefusedBeforeTheBuild() throws Exception {
    Answer elsewhere = submit("refused", "file:///etc/slipway");
    refused(elsewhere, 400);
    assertThat(elsewhere.at("/detail")).contains("without a credential", "`here` for file://");
    Files.writeString(folder.resolve("in-the-way"), "a file");
    Answer broken = submit("refused", "file://" + folder + "/in-the-way");
    refused(broken, 502);
    assertThat(client.get("/api/v1/builds?name=refused").json().at("/builds")).isEmpty();
  }

  @Test
  void webhooksAreChangedAndRemoved() throws Exception {
    Answer added =
        client.post("/api/v1/webhooks", JSON, "{\"url\":\"https://example.org\",\"active\":false}");
    String path = "/api/v1/webhooks/" + added.json().at("/id").asLong();

    Answer changed =
        client.send(
            client
                .to(path)
                .header("Content-Type", JSON)
                .method("PATCH", BodyPublishers.ofString("{\"events\":[\"ended\"]}")));
    assertThat(changed.json().at("/events").size()).isEqualTo(1);
    assertThat(changed.at("/url")).isEqualTo("https://example.org");
    assertThat(client.get(path).text()).doesNotContain("secret");
    assertThat(client.delete(path).status()).isEqualTo(204);
    refused(client.get(path), 404);
  }

  @Test
  void webhooksThatCannotBe() throws Exception {
    for (String body :
        new String[] {
          "{}",
          "{\"url\":\"file:///etc/passwd\"}",
          "{\"url\":\"https://ann:secret@example.org\"}",
          "{\"url\":\"https://example.org\",\"secret\":\"short\"}",
          "{\"url\":\"https://example.org\",\"events\":[\"everything\"]}",
          "{\"url\":\"https://example.org\",\"events\":[null]}",
          "{\"url\":7}",
          "[]"
        }) {
      refused(client.post("/api/v1/webhooks", JSON, body), 400);
    }
    refused(
        client.post(
            "/api/v1/webhooks", JSON, "{\"url\":\"https://example.org\",\"project\":\"none\"}"),
        404);
  }

  @Test
  void theRetentionIsShownBeforeItHappens() throws Exception {
    long first = client.submit("kept");
    client.end(first);
    client.end(client.submit("kept"));

    JsonNode disposals = client.get("/api/v1/retention").json().at("/disposals");

    assertThat(disposals.valueStream().map(d -> d.path("build").asLong())).contains(first);
  }
}
