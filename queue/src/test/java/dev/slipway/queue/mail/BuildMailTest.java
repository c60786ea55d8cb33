package dev.slipway.queue.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.Samples;
import dev.slipway.queue.Secret;
import dev.slipway.queue.errand.ErrandRunner;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.mail.MailConfig.Encryption;
import dev.slipway.queue.mail.MailConfig.Login;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errands;
import dev.slipway.real.Ports;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Builds tell whoever wanted it, through a real mail server. */
class BuildMailTest {
  private static final URI PAGES = URI.create("https://builds.example.org/");
  private static final Pace SOON = new Pace(List.of(Duration.ofMillis(50)), Duration.ofSeconds(60));

  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private final BuildMail mail = new BuildMail(PAGES);
  private Database database;
  private GreenMail server;
  private int port;

  @BeforeEach
  void open() throws Exception {
    database = Samples.database(folder);
    port = Ports.free();
  }

  @AfterEach
  void close() {
    if (server != null) {
      server.stop();
    }
    database.close();
  }

  private void startServer() {
    server = new GreenMail(new ServerSetup(port, "127.0.0.1", "smtp"));
    server.setUser("slipway@example.org", "slipway", "a password");
    server.start();
  }

  private ErrandRunner runner() {
    MailConfig config =
        new MailConfig(
            "127.0.0.1",
            port,
            Encryption.NONE,
            Optional.of(new Login("slipway", new Secret("a password"))),
            "slipway@example.org",
            List.of("admin@example.org"));
    SendMail duty = new SendMail(new Mailer(config, null, clock), SOON);
    ErrandRunner runner = new ErrandRunner(database, List.of(duty), clock, _ -> {});
    runner.start();
    return runner;
  }

  private Build submit(String name) {
    Instant now = clock.instant();
    return database.write(handle -> {
      Build build =
          Builds.add(handle, Samples.request(name, Optional.of("ann@example.org"), List.of()), now);
      mail.submitted(handle, build, now);
      return build;
    });
  }

  private Build end(Build build, Milestone.Ended end, String... lines) {
    Instant now = clock.instant();
    Build ended = Samples.end(database, build, end, now, lines);
    database.change(handle -> mail.ended(handle, build.id(), now));
    return ended;
  }

  private List<MimeMessage> received(int count) {
    assertThat(server.waitForIncomingEmail(30_000, count)).isTrue();
    return Arrays.stream(server.getReceivedMessages())
        .sorted(Comparator.comparingInt(m -> header(m, "Message-ID").length()))
        .toList();
  }

  private static String header(MimeMessage message, String name) {
    try {
      return String.join(", ", message.getHeader(name));
    } catch (MessagingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void tellsThatABuildIsSubmittedAndFinishedInOneThread() throws Exception {
    startServer();
    Build build = submit("web");
    end(build, Samples.success());

    try (ErrandRunner _ = runner()) {
      List<MimeMessage> mails = received(2);
      MimeMessage submitted = mails.get(0);
      MimeMessage finished = mails.get(1);
      assertThat(submitted.getSubject()).isEqualTo("[slipway] build 1 of web_v1.4.amd64 submitted");
      assertThat(header(submitted, "From")).isEqualTo("slipway@example.org");
      assertThat(header(submitted, "To")).isEqualTo("ann@example.org");
      assertThat(submitted.getContentType()).isEqualTo("text/plain; charset=UTF-8");
      assertThat((String) submitted.getContent())
          .contains("submitted by ann", "https://builds.example.org/builds/1");
      assertThat(finished.getSubject()).isEqualTo("[slipway] build 1 of web_v1.4.amd64 finished");
      assertThat((String) finished.getContent())
          .contains(
              "https://builds.example.org/builds/1\r\n", "https://builds.example.org/builds/1/log");
      assertThat(header(finished, "In-Reply-To")).isEqualTo(header(submitted, "Message-ID"));
      assertThat(header(finished, "References")).isEqualTo(header(submitted, "Message-ID"));
    }
  }

  @Test
  void tellsWhyABuildFailedWithTheLastLines() throws Exception {
    startServer();
    Build build = submit("web");
    end(
        build,
        Samples.failure("the package `nginxx` does not exist"),
        "Reading package lists…",
        "E: Unable to locate package nginxx");

    try (ErrandRunner _ = runner()) {
      MimeMessage failed = received(2).get(1);
      assertThat(failed.getSubject()).isEqualTo("[slipway] build 1 of web_v1.4.amd64 failed");
      assertThat((String) failed.getContent())
          .contains(
              "Step:   install",
              "Reason: the package `nginxx` does not exist",
              "    Reading package lists…\r\n    E: Unable to locate package nginxx");
    }
  }

  @Test
  void isSentWhenTheServerIsThereAtLast() throws Exception {
    submit("web");
    try (ErrandRunner _ = runner()) {
      // Hangs up at once, as often as somebody comes, three times.
      try (ServerSocket refusing = new ServerSocket(port, 10, InetAddress.getLoopbackAddress())) {
        for (int i = 0; i < 3; i++) {
          refusing.accept().close();
        }
      }
      startServer();

      assertThat(received(1)).hasSize(1);
    }
  }

  @Test
  void hasNoHeaderOfSomebodyElses() throws Exception {
    startServer();
    Build build = submit("web\r\nBcc: eve@example.org\r\n\r\nGive me money");

    try (ErrandRunner _ = runner()) {
      MimeMessage only = received(1).getFirst();
      assertThat(build.id()).isEqualTo(1);
      assertThat(only.getHeader("Bcc")).isNull();
      assertThat(only.getAllRecipients()).hasSize(1);
      assertThat(only.getSubject()).startsWith("[slipway] build 1 of web  Bcc: eve@example.org");
    }
  }

  @Test
  void nobodyIsToldWhereNobodyWantedIt() {
    Instant now = clock.instant();
    Build build = Samples.add(database, Samples.request("web", Optional.empty(), List.of()), now);

    end(build, Samples.success());

    assertThat(new Errands(database).ofBuild("mail", build.id())).isEmpty();
  }
}
