package dev.slipway.queue.staging;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.artifact.Keys;
import dev.slipway.queue.artifact.Storage;
import dev.slipway.queue.errand.Duty;
import dev.slipway.queue.errand.Pace;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.event.NewEvent;
import dev.slipway.queue.log.BuildLog;
import dev.slipway.queue.store.Artifacts;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Events;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Brings a build's artifacts, its log and their SHA-256 into a folder of its own at a destination:
 * {@code web_v1.4.amd64/build-17-5/}. Of a build that failed, the log goes.
 */
public final class PublishFiles implements Duty {
  static final String KIND = "publish";
  private static final int WIDTH = 2;
  private static final JsonMapper JSON = new JsonMapper();

  private final Publications publications;
  private final Storage storage;
  private final Builds builds;
  private final Artifacts artifacts;
  private final BuildLog log;
  private final Path work;
  private final Pace pace;

  /**
   * Publishes from a storage.
   *
   * @param work a folder for logs
   */
  public PublishFiles(
      Publications publications, Database database, Storage storage, Path work, Pace pace)
      throws IOException {
    this.publications = publications;
    this.storage = storage;
    this.builds = new Builds(database);
    this.artifacts = new Artifacts(database);
    this.log = new BuildLog(database);
    this.work = Files.createDirectories(work);
    this.pace = pace;
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public Pace pace() {
    return pace;
  }

  @Override
  public int width() {
    return WIDTH;
  }

  @Override
  public void perform(Errand errand) throws IOException, InterruptedException {
    Publications.Wanted wanted = wanted(errand);
    Build build =
        errand
            .build()
            .flatMap(builds::get)
            .orElseThrow(() -> new Hopeless("there is no such build any more"));
    if (build.attempt() != wanted.attempt() || !build.state().isOver()) {
      throw new Hopeless("the build was retried; what it had left before is not published");
    }
    if (build.disposed()) {
      throw new Hopeless("its artifacts were removed; build it again");
    }
    Path text = Files.createTempFile(work, "log-", ".txt");
    try (Place place = publications.open(wanted.destination())) {
      try (BufferedWriter out = Files.newBufferedWriter(text)) {
        log.whole(build.id(), wanted.upTo(), out);
      }
      Delivery delivery = new Delivery(place);
      for (Item each : items(build, text)) {
        delivery.put(folder(build, errand) + each.name(), each);
      }
    } finally {
      Files.deleteIfExists(text);
    }
  }

  private static Publications.Wanted wanted(Errand errand) {
    return JSON.readValue(errand.body(), Publications.Wanted.class);
  }

  private List<Item> items(Build build, Path text) throws IOException {
    List<Item> items = new ArrayList<>();
    if (build.state() == BuildState.SUCCEEDED) {
      for (Artifacts.Row each : artifacts.of(build.id())) {
        String key = Keys.artifact(each.build(), each.attempt(), each.name());
        items.add(
            new Item(
                each.name(), each.size(), each.sha256(), () -> storage.read(key, 0, each.size())));
      }
    }
    items.add(
        new Item(
            "log.txt",
            Files.size(text),
            Digests.of(Files.newInputStream(text)),
            () -> Files.newInputStream(text)));
    String sums =
        items.stream().map(i -> i.sha256() + "  " + i.name() + "\n").collect(Collectors.joining());
    // Last: where it is, all of them are.
    items.add(Item.of("SHA256SUMS", sums.getBytes(StandardCharsets.UTF_8)));
    return items;
  }

  /** The errand's id makes it this publication's alone. */
  private static String folder(Build build, Errand errand) {
    return build.imageName() + "/build-" + build.id() + "-" + errand.id() + "/";
  }

  @Override
  public void ended(Handle handle, Errand errand, Optional<String> error, Instant now) {
    Optional<Build> build = errand.build().flatMap(id -> Builds.get(handle, id));
    if (build.isPresent()) { // Somebody may have removed it meanwhile.
      String base = wanted(errand).destination().url();
      String url = (base.endsWith("/") ? base : base + "/") + folder(build.get(), errand);
      Milestone said = new Milestone.Published(url, error.isEmpty(), error);
      Events.add(handle, build.get().id(), List.of(NewEvent.of(now, said)));
    }
  }
}
