package dev.slipway.queue.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.queue.mail.MailConfig.Encryption;
import dev.slipway.real.Certificate;
import dev.slipway.real.Ports;
import dev.slipway.real.RealProcess;
import jakarta.mail.MessagingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** STARTTLS and TLS with aiosmtpd, which takes no mail in the clear. */
@Tag("slow")
class EncryptedMailSlowTest {
  private static final Letter LETTER =
      new Letter(
          "ann@example.org", "Grüße", "Schöne Bescherung\n", "1@example.org", Optional.empty());

  @TempDir Path folder;
  private Certificate certificate;
  private Path box;
  private RealProcess server;
  private int port;

  @BeforeEach
  void certificate() throws Exception {
    certificate = Certificate.make(folder, "localhost");
    box = folder.resolve("box");
    port = Ports.free();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void start(String... options) throws Exception {
    List<String> line =
        new ArrayList<>(List.of("/usr/bin/python3", "-u", "-m", "aiosmtpd", "-n", "-d"));
    line.addAll(List.of("-l", "localhost:" + port, "-c", "aiosmtpd.handlers.Mailbox"));
    line.addAll(List.of(options));
    line.add(box.toString());
    server = RealProcess.start(line, Map.of(), "Server is listening").awaitReady();
  }

  private void startTls(String kind) throws Exception {
    start(
        "--" + kind + "cert",
        certificate.certificate().toString(),
        "--" + kind + "key",
        certificate.key().toString());
  }

  private Mailer mailer(Encryption encryption, SSLContext trust) {
    MailConfig config =
        new MailConfig(
            "localhost", port, encryption, Optional.empty(), "slipway@example.org", List.of());
    return new Mailer(config, trust, Clock.systemUTC());
  }

  private String received() throws Exception {
    try (Stream<Path> mails = Files.list(box.resolve("new"))) {
      return Files.readString(mails.findFirst().orElseThrow());
    }
  }

  @Test
  void upgradesTheConnection() throws Exception {
    startTls("tls");

    mailer(Encryption.STARTTLS, certificate.trust()).send(LETTER);

    assertThat(received())
        .contains("Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=", "Message-ID: <1@example.org>");
  }

  @Test
  void isEncryptedFromTheFirstByte() throws Exception {
    startTls("smtps");

    mailer(Encryption.TLS, certificate.trust()).send(LETTER);

    assertThat(received()).contains("To: ann@example.org");
  }

  @Test
  void sendsNothingInTheClearWhereItIsToBeEncrypted() throws Exception {
    start();

    assertThatThrownBy(() -> mailer(Encryption.STARTTLS, certificate.trust()).send(LETTER))
        .isInstanceOf(MessagingException.class)
        .hasMessageContaining("STARTTLS");

    assertThat(box.resolve("new")).isEmptyDirectory();
  }

  @Test
  void sendsNothingToWhomeverItDoesNotKnow() throws Exception {
    startTls("tls");

    assertThatThrownBy(() -> mailer(Encryption.STARTTLS, null).send(LETTER))
        .isInstanceOf(MessagingException.class);

    assertThat(box.resolve("new")).isEmptyDirectory();
  }
}
