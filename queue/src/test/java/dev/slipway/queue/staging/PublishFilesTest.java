package dev.slipway.queue.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.database.Database;
import dev.slipway.process.Command;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.Samples;
import dev.slipway.queue.artifact.FolderStorage;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.errand.ErrandRunner;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.event.BuildEvent;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Events;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a build's end to its files at a destination. */
class PublishFilesTest {
  private static final Pace ONCE = new Pace(List.of(Duration.ofHours(1)), Duration.ZERO);

  @TempDir Path root;
  private final Clock clock = Clock.systemUTC();
  private final BlockingQueue<Long> changed = new LinkedBlockingQueue<>();
  private Path outside;
  private Database database;
  private Storage storage;
  private Publications publications;
  private ErrandRunner runner;

  @BeforeEach
  void open() throws Exception {
    outside = Files.createDirectory(root.resolve("outside"));
    database = Samples.database(root);
    storage = new FolderStorage(root.resolve("storage"));
    Credential here = Credential.open("here", URI.create("file://" + outside + "/"));
    publications = new Publications(database, List.of(here), null, clock);
    runner =
        new ErrandRunner(
            database,
            List.of(new PublishFiles(publications, database, storage, root.resolve("work"), ONCE)),
            clock,
            changed::add);
    runner.start();
  }

  @AfterEach
  void close() {
    runner.close();
    database.close();
  }

  private Destination daily() {
    return new Destination("file://" + outside + "/daily", Optional.empty());
  }

  private Build build(Milestone.Ended end) throws Exception {
    Instant now = clock.instant();
    BuildRequest request = Samples.request("web", Optional.empty(), List.of(daily()));
    Build build =
        Samples.end(
            database, Samples.add(database, request, now), end, now, "Unpacking base-files …");
    byte[] image = "an image".getBytes(StandardCharsets.UTF_8);
    String name = "web_v1.4.amd64.qcow2";
    String sha256 =
        storage.put(
            Keys.artifact(build.id(), build.attempt(), name),
            new ByteArrayInputStream(image),
            image.length);
    database.change(handle -> {
      Artifacts.put(
          handle,
          new Artifacts.Row(build.id(), name, "qcow2", image.length, sha256, build.attempt(), now));
      publications.ended(handle, build.id(), now);
    });
    return build;
  }

  /** Waits until a publication has ended, and says how. */
  private BuildEvent published(Build build) throws Exception {
    assertThat(changed.poll(30, TimeUnit.SECONDS)).isEqualTo(build.id());
    BuildEvent last = new Events(database).after(build.id(), 0, 100).getLast();
    assertThat(last.kind()).isEqualTo("published");
    return last;
  }

  private Path folder(long errand) {
    return outside.resolve("daily/web_v1.4.amd64/build-1-" + errand);
  }

  @Test
  void aSuccessGoesWithItsLogAndChecksums() throws Exception {
    Build build = build(Samples.success());

    assertThat(published(build).body())
        .contains("\"url\":\"file://" + folder(1) + "/\"", "\"done\":true");
    assertThat(folder(1)).isDirectoryContaining("glob:**web_v1.4.amd64.qcow2");
    assertThat(Files.readString(folder(1).resolve("log.txt")))
        .contains("[install] Unpacking base-files …\n", " succeeded\n");
    // As whoever downloads it would.
    Command.of("sha256sum", "--check", "--strict", "SHA256SUMS").in(folder(1)).run();
    assertThat(Files.readAllLines(folder(1).resolve("SHA256SUMS"))).hasSize(2);
  }

  @Test
  void ofAFailureTheLogGoes() throws Exception {
    Build build = build(Samples.failure("no such package"));

    assertThat(published(build).body()).contains("\"done\":true");

    assertThat(folder(1).resolve("web_v1.4.amd64.qcow2")).doesNotExist();
    assertThat(Files.readString(folder(1).resolve("log.txt")))
        .contains("[install] Unpacking base-files …\n")
        .endsWith("Z failed\n");
  }

  @Test
  void whatCannotBePublishedIsToldAndTheBuildStaysAsItIs() throws Exception {
    Files.writeString(outside.resolve("daily"), "in the way");

    Build build = build(Samples.success());

    assertThat(published(build).body()).contains("\"done\":false", "\"reason\":");
    assertThat(new Builds(database).get(build.id()).orElseThrow().state()).isEqualTo(build.state());
  }

  @Test
  void isRepeatedIntoAFolderOfItsOwn() throws Exception {
    Build build = build(Samples.success());
    published(build);

    publications.publish(build.id(), List.of());

    assertThat(published(build).body()).contains("\"url\":\"file://" + folder(2) + "/\"");
    assertThat(folder(1)).isDirectory();
    assertThat(folder(2).resolve("web_v1.4.amd64.qcow2")).hasContent("an image");
    assertThat(publications.of(build.id())).hasSize(2);
  }

  @Test
  void isNotPublishedBeforeItsEnd() {
    BuildRequest request = Samples.request("web", Optional.empty(), List.of(daily()));
    Build build = Samples.add(database, request, clock.instant());

    assertThatThrownBy(() -> publications.publish(build.id(), List.of()))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("is not over");
  }

  @Test
  void aDestinationIsLookedAtBeforeABuildBegins() throws Exception {
    publications.check(List.of(Samples.request("web", Optional.empty(), List.of(daily()))));
    Files.delete(outside.resolve("daily"));
    Files.writeString(outside.resolve("daily"), "in the way");

    assertThatThrownBy(() ->
            publications.check(List.of(Samples.request("web", Optional.empty(), List.of(daily())))))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("nothing can be published to file://" + outside + "/daily");
  }
}
