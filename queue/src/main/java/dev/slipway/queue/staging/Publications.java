package dev.slipway.queue.staging;

import dev.slipway.database.Database;
import dev.slipway.queue.Build;
import dev.slipway.queue.BuildRequest;
import dev.slipway.queue.BuildRequest.Destination;
import dev.slipway.queue.QueueException;
import dev.slipway.queue.QueueException.Code;
import dev.slipway.queue.store.Builds;
import dev.slipway.queue.store.Errand;
import dev.slipway.queue.store.Errands;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What is published, and where. Whatever becomes of that, nothing becomes of the build. */
public final class Publications {
  private static final JsonMapper JSON = new JsonMapper();

  private final Database database;
  private final List<Known> known;
  private final Allowed allowed;
  private final Places places;
  private final Clock clock;

  /**
   * Publications to where credentials are for.
   *
   * @param trust whom to believe with TLS; the JDK's own authorities where it is null
   */
  public Publications(
      Database database, List<Credential> credentials, @Nullable SSLContext trust, Clock clock) {
    this.database = database;
    this.known = credentials.stream().map(c -> new Known(c.name(), c.url())).toList();
    this.allowed = new Allowed(credentials);
    this.places = new Places(trust);
    this.clock = clock;
  }

  /**
   * Where something may be published to, for people.
   *
   * @param name a credential's
   * @param url what a destination must be below
   */
  public record Known(String name, URI url) {}

  /** Where something may be published to, in the order of the configuration. */
  public List<Known> places() {
    return known;
  }

  /**
   * What is published.
   *
   * @param attempt the build's
   * @param upTo the number of the last of the build's events that goes into its log
   */
  record Wanted(Destination destination, int attempt, long upTo) {}

  /**
   * Sees that destinations may be published to and can be written to, before a build begins.
   *
   * @throws QueueException where one may not, or cannot
   */
  public void check(List<BuildRequest> requests) throws QueueException {
    Set<Destination> each = new LinkedHashSet<>();
    requests.forEach(r -> each.addAll(r.options().publish()));
    for (Destination destination : each) {
      check(destination);
    }
  }

  private void check(Destination destination) throws QueueException {
    Allowed.Target target = allowed.find(destination);
    try (Place place = places.open(target)) {
      new Delivery(place).check();
    } catch (QueueException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueueException(Code.UNREACHABLE, "the check of " + target.url() + " was ended", e);
    } catch (IOException e) {
      throw new QueueException(
          Code.UNREACHABLE,
          "nothing can be published to %s: %s".formatted(target.url(), reason(e)),
          e);
    }
  }

  static String reason(Exception fault) {
    return fault.getMessage() == null ? fault.toString() : fault.getMessage();
  }

  /** Has a build that is over published, as it was asked for. */
  public void ended(Handle handle, long id, Instant now) {
    Build build = Builds.get(handle, id).orElseThrow();
    build.request().options().publish().forEach(d -> add(handle, build, d, now));
  }

  /**
   * Publishes a build that is over once more, or elsewhere.
   *
   * @param destinations where to; where the build was to go where it is empty
   * @return the errands
   * @throws QueueException where it is not over, has no artifacts any more, or cannot be brought
   *     there
   */
  public List<Errand> publish(long id, List<Destination> destinations) throws QueueException {
    Build build =
        database
            .read(handle -> Builds.get(handle, id))
            .orElseThrow(() -> new QueueException(Code.UNKNOWN, "there is no build " + id));
    if (!build.state().isOver() || build.disposed()) {
      throw new QueueException(
          Code.CONFLICT,
          build.disposed()
              ? "the artifacts of build " + id + " were removed; build it again"
              : "build " + id + " is not over; its results are published then");
    }
    List<Destination> wanted =
        destinations.isEmpty() ? build.request().options().publish() : destinations;
    if (wanted.isEmpty()) {
      throw new QueueException(
          Code.INVALID, "build " + id + " names no destination; give one in `publish`");
    }
    for (Destination each : wanted) {
      check(each);
    }
    Instant now = clock.instant();
    database.change(handle -> wanted.forEach(d -> add(handle, build, d, now)));
    return of(id);
  }

  private static void add(Handle handle, Build build, Destination destination, Instant now) {
    Wanted wanted = new Wanted(destination, build.attempt(), build.lastEvent());
    String body = JSON.writeValueAsString(wanted);
    Errands.add(handle, PublishFiles.KIND, Optional.of(build.id()), destination.url(), body, now);
  }

  /** A build's publications, the newest first. */
  public List<Errand> of(long build) {
    return new Errands(database).ofBuild(PublishFiles.KIND, build);
  }

  /** Connects to where something is wanted. */
  Place open(Destination destination) throws IOException {
    return places.open(allowed.find(destination));
  }
}
