package dev.slipway.server.api;

import dev.slipway.process.Event;
import dev.slipway.queue.BuildState;
import dev.slipway.queue.event.EventJson;
import dev.slipway.queue.event.Milestone;
import dev.slipway.queue.protocol.ToWorker;
import dev.slipway.queue.worker.Task;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Builds that do what tests say, and talk to the server as real ones do. */
final class Works implements Task {
  private final Map<String, Work> works = new ConcurrentHashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  /** What a build does. */
  interface Work {
    void run(Bench bench) throws Exception;
  }

  /** Builds of an image's name do this from now on. */
  void on(String name, Work work) {
    works.put(name, work);
  }

  @Override
  public Milestone.Ended run(ToWorker.Job job, Path folder, Events events)
      throws InterruptedException {
    try {
      works.getOrDefault(job.name(), _ -> {}).run(new Bench(job, events));
      return new Milestone.Ended(BuildState.SUCCEEDED, Optional.empty(), Optional.empty());
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return new Milestone.Ended(
          BuildState.FAILED, Optional.of(String.valueOf(e.getMessage())), Optional.of("work"));
    }
  }

  /** What a build has at hand. */
  final class Bench {
    private final ToWorker.Job job;
    private final Events events;

    private Bench(ToWorker.Job job, Events events) {
      this.job = job;
      this.events = events;
    }

    ToWorker.Job job() {
      return job;
    }

    void tell(Event event) throws InterruptedException {
      String kind = event.getClass().getSimpleName().toLowerCase(Locale.ROOT);
      events.add(kind, EventJson.line(event));
    }

    void line(String step, String line) throws InterruptedException {
      tell(new Event.Output(step, line));
    }

    /** A step that says a few lines and is done. */
    void step(String name, Duration took, String... lines) throws InterruptedException {
      tell(new Event.Started(name, "Do " + name));
      for (String each : lines) {
        line(name, each);
      }
      tell(new Event.Finished(name, Event.Outcome.DONE, took));
    }

    void artifact(String name, String kind, byte[] content) throws Exception {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      String sha256 = HexFormat.of().formatHex(digest);
      URI to =
          URI.create(job.files())
              .resolve(
                  "artifacts/%s?kind=%s&sha256=%s&size=%d"
                      .formatted(name, kind, sha256, content.length));
      HttpRequest request =
          HttpRequest.newBuilder(to)
              .header("Authorization", "Bearer " + job.token())
              .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
              .build();
      int status = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 != 2) {
        throw new IllegalStateException("the server answers " + status + " to " + name);
      }
    }
  }
}
