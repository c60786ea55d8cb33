package dev.slipway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.definition.Architecture;
import dev.slipway.process.Command;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.amqp.BrokerUrl;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.worker.Task;
import dev.slipway.queue.worker.Worker;
import dev.slipway.queue.worker.WorkerSettings;
import dev.slipway.server.config.ServerConfig;
import dev.slipway.server.operation.Backup;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BackupTest {
  private static final Milestone.Ended SUCCESS =
      new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());

  @TempDir Path folder;

  private Worker worker(ServerConfig config, Task task) throws Exception {
    Path password = config.data().resolve("amqp.password");
    BrokerUrl broker =
        new BrokerUrl(
            false,
            "127.0.0.1",
            config.amqp().port(),
            "slipway",
            Files.readString(password).strip(),
            "/");
    return new Worker(
        new WorkerSettings(
            "w1",
            "here",
            "slipway test",
            Map.of(Architecture.AMD64, broker),
            1,
            folder.resolve("work"),
            null),
        task,
        Clock.systemUTC());
  }

  /** Submits a small definition, and answers with the administrator's password. */
  private String submit(Server server) throws Exception {
    Path definition = Files.createDirectories(folder.resolve("definition"));
    Files.writeString(
        definition.resolve("slipway.yml"),
        """
        name: small
        version: "1"
        base: {debian: bookworm}
        architectures: [amd64]
        """);
    Path tar = folder.resolve("small.tar");
    Command.of("tar", "-cf", tar.toString(), "-C", definition.toString(), "slipway.yml").run();
    String password = server.firstPassword().orElseThrow();
    Client admin = new Client(server.address(), "127.0.0.1").with("admin", password);
    String sha256 = Client.json(admin.upload("/api/v1/sources", tar)).get("sha256").asString();
    HttpResponse<String> submitted =
        admin.post("/api/v1/builds", "{\"source\": \"" + sha256 + "\"}");
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(201);
    return password;
  }

  @Test
  void aBackupOfAServerThatBuildsBecomesAServerThatGoesOn() throws Exception {
    ServerConfig config = TestServer.config(folder.resolve("data"), Map.of());
    Path tar = folder.resolve("backup.tar");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    String password;
    Task endless =
        (_, _, _) -> {
          begun.countDown();
          never.await();
          return SUCCESS;
        };
    try (Server server = TestServer.start(config)) {
      password = submit(server);
      try (Worker worker = worker(config, endless)) {
        worker.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        Backup.write(config, tar, true);
      }
    }
    assertThatThrownBy(() -> Backup.restore(tar, folder))
        .isInstanceOf(DirectoryNotEmptyException.class);
    Path data = folder.resolve("restored");
    Backup.restore(tar, data);
    ServerConfig restored = TestServer.config(data, Map.of());
    try (Server server = TestServer.start(restored);
        Worker worker = worker(restored, (_, _, _) -> SUCCESS)) {
      worker.start();
      Client admin = new Client(server.address(), "127.0.0.1").with("admin", password);
      // Ends with the build.
      String events = admin.get("/api/v1/builds/1/events").body();
      assertThat(events).contains("\"state\":\"succeeded\"");
      assertThat(Client.json(admin.get("/api/v1/builds/1")).toString())
          .containsIgnoringCase("\"state\":\"succeeded\"")
          .contains("\"attempt\":2");
    }
  }

  @Test
  void nothingThatIsThereIsOverwritten() throws Exception {
    ServerConfig config = TestServer.config(folder.resolve("data"), Map.of());
    Path there = Files.writeString(folder.resolve("there.tar"), "x");
    assertThatThrownBy(() -> Backup.write(config, there, true))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Backup.restore(there, folder.resolve("new")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aDatabaseOfPostgresIsLeftToItsOwnProgram() throws Exception {
    ServerConfig config =
        TestServer.config(
            folder.resolve("data"),
            Map.of("database.url", "jdbc:postgresql://db/slipway", "database.user", "me"));
    assertThatThrownBy(() -> Backup.write(config, folder.resolve("b.tar"), true))
        .hasMessageContaining(
            "pg_dump --format=custom --file=slipway.dump postgresql://db/slipway");
  }
}
