package dev.slipway.cli.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.cli.Invocation;
import dev.slipway.database.Database;
import dev.slipway.queue.store.AccountRow;
import dev.slipway.queue.store.Accounts;
import dev.slipway.queue.store.AuditLog;
import dev.slipway.queue.store.AuditRow;
import dev.slipway.queue.store.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandTest {
  @TempDir private Path folder;

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("some.yml"), text);
  }

  @Test
  void theConfigurationIsPrintedWithWhereItCameFrom() throws Exception {
    Path file =
        file("listen: {port: 6000}\nmail: {host: mx, from: a@b.c, user: u, password: pw1}\n");
    Invocation run =
        Invocation.of(
            folder, "server", "--config", file.toString(), "--slots", "2", "--print-config");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("  port: 6000  # " + file + ":1:16")
        .contains("  slots: 2  # --slots")
        .contains("  address: \"127.0.0.1\"  # default")
        .doesNotContain("pw1");
    Path again = file(run.out());
    Invocation second =
        Invocation.of(folder, "server", "--config", again.toString(), "--print-config");
    assertThat(second.status()).as(second.err()).isZero();
  }

  @Test
  void allMistakesAreToldAndNothingStarts() throws Exception {
    Path file = file("lisen: {port: 1}\nworker: {slots: many}\n");
    Invocation run =
        Invocation.of(
            folder, "server", "--config", file.toString(), "--port", "70000", "--set", "log.x=1");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err().lines())
        .containsExactlyInAnyOrder(
            file + ":1:1: error: unknown key `lisen`; did you mean `listen`?",
            file + ":2:17: error: `worker.slots`: `many` is not a number from 0 to 256",
            "--port: error: `70000` is not a number from 1 to 65535",
            "--set log.x: error: unknown key `x` in `log`; there are `format`, `level`",
            "slipway: there are 4 mistakes in the configuration");
    assertThat(folder.resolve("slipway-data")).doesNotExist();
  }

  @Test
  void aWorkerWithoutABrokerSaysHowToNameOne() {
    Invocation run = Invocation.of(folder, "worker", "--arch", "amd64");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SLIPWAY_BROKER", "--broker");
  }

  @Test
  void aWorkersArchitectureIsOneOfThoseThereAre() {
    Invocation run = Invocation.of(folder, "worker", "--arch", "x86_64", "--broker", "amqp://h");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--arch: error: `x86_64` is not one or several of amd64");
  }

  @Test
  void aFileOfTheFarmIsUnderstood() throws Exception {
    Path file =
        file(
            """
            architectures: [amd64, i386]
            brokers: {amd64: "amqp://a:b@h1", i386: "amqp://a:b@h2/%2F"}
            slots: 1
            work: /srv/work
            """);
    Invocation run = Invocation.of(folder, "worker", "--config", file.toString(), "--print-config");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("amqp://a@h1:5672/", "/srv/work").doesNotContain("a:b@");
  }

  @Test
  void aBackupOfNothingIsAFault() {
    Invocation run =
        Invocation.of(folder, "server", "backup", "--data", "nowhere", "--to", "b.tar");
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("nowhere: no such file or folder");
  }

  @Test
  void aLostPasswordIsReplacedInTheServersFolder() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    String url = "jdbc:sqlite:" + data.resolve("slipway.db");
    try (Database database = Schema.open(url)) {
      AccountRow ann = new AccountRow("ann", "builder", Optional.empty(), true, Instant.EPOCH);
      database.change(handle -> Accounts.add(handle, ann, "{noop}old"));

      Invocation typed =
          Invocation.typing(
              "twelve letters\n", folder, "server", "password", "ann", "--data", "data");
      assertThat(typed.status()).as(typed.err()).isZero();
      assertThat(typed.err())
          .contains("`ann` has a new password, and its sessions have ended; it is still disabled")
          .doesNotContain("twelve letters");
      assertThat(typed.out()).isEmpty();
      String hash = new Accounts(database).password("ann").orElseThrow();
      assertThat(hash).startsWith("{pbkdf2");

      Invocation made =
          Invocation.of(folder, "server", "password", "ann", "--data", "data", "--generate");
      assertThat(made.status()).as(made.err()).isZero();
      assertThat(made.out()).hasLineCount(1).matches("[A-Za-z0-9_-]{43}\n");
      assertThat(new Accounts(database).password("ann").orElseThrow()).isNotEqualTo(hash);
      assertThat(new AuditLog(database).page(Long.MAX_VALUE, 10))
          .extracting(AuditRow::action)
          .containsExactly("password replaced", "password replaced");
    }
  }

  @Test
  void aPasswordIsForAnAccountThatIsThere() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    try (Database database = Schema.open("jdbc:sqlite:" + data.resolve("slipway.db"))) {
      AccountRow ann = new AccountRow("ann", "builder", Optional.empty(), false, Instant.EPOCH);
      database.change(handle -> Accounts.add(handle, ann, "{noop}old"));
    }
    Invocation unknown = Invocation.of(folder, "server", "password", "bob", "--data", "data");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).contains("there is no account `bob`; there are `ann`");
    Invocation nothing = Invocation.of(folder, "server", "password", "ann", "--data", "data");
    assertThat(nothing.status()).isEqualTo(2);
    assertThat(nothing.err()).contains("nothing was typed");
    Invocation nowhere = Invocation.of(folder, "server", "password", "ann", "--data", "nowhere");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.err()).contains("nowhere: no such file or folder");
  }
}
